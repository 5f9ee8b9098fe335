"""Lays a story out on A4 sheets: footer and page count on every page, a mark across it if asked.

The same story gives the same bytes. Nothing is written to disk.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, SimpleDocTemplate

from desktop.reports.fonts import BOLD, REGULAR, ready_fonts, width
from desktop.reports.tags import Element, artifact, write_tree
from desktop.wording.words import current_language
from desktop.wording.words import text as _

# Plain compressed streams: base 85 is for mail of the 1990s, larger and slower.
rl_config.useA85 = 0

MARGIN = 24 * mm
TEXT_WIDTH = A4[0] - 2 * MARGIN
_FRAME_PADDING = 6  # ReportLab's own, on each side of a frame
_TOP = 20 * mm
_FOOTER_FOOT = 11 * mm
_FOOTER_SIZE = 8
_FOOTER_LEADING = 11
_PAGE_COUNT_WIDTH = 34 * mm
_MARK_GREY = 0.91
_MARK_ANGLE = 54
_MARK_LENGTH = 0.66 * (A4[0] ** 2 + A4[1] ** 2) ** 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is around the story. `title` is all that the file's properties say of its content.

    Each line of the footer is given in parts, and is broken between them where it is too long.
    """

    title: str
    service: str
    made_at: datetime
    footer: tuple[tuple[str, ...], ...]
    mark: str = ""

    def footer_lines(self) -> list[str]:
        return [line for parts in self.footer for line in _broken(parts)]


def lay_out(story: Sequence[Flowable], root: Element, sheet: Sheet) -> bytes:
    """Return the PDF. `root` holds the elements of the story's tagged paragraphs."""
    ready_fonts()
    out = BytesIO()
    lines = sheet.footer_lines()
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=MARGIN - _FRAME_PADDING,
        rightMargin=MARGIN - _FRAME_PADDING,
        topMargin=_TOP,
        bottomMargin=_FOOTER_FOOT + len(lines) * _FOOTER_LEADING + 6 * mm,
        title=sheet.title,
        author=sheet.service,
        subject="",
        creator="Custody Liaison",
        lang=current_language().replace("_", "-"),
        displayDocTitle=True,
        initialFontName=REGULAR,
        pageCompression=1,
        invariant=1,
    )

    def new_canvas(*args: Any, **kwargs: Any) -> SheetCanvas:
        return SheetCanvas(*args, sheet=sheet, lines=lines, root=root, **kwargs)

    document.build(
        list(story), onFirstPage=_draw_mark, onLaterPages=_draw_mark, canvasmaker=new_canvas
    )
    return out.getvalue()


class SheetCanvas(Canvas):  # type: ignore[misc]  # ReportLab ships no types.
    """Keeps pages back until their number is known, and counts the marks on each."""

    def __init__(
        self, *args: Any, sheet: Sheet, lines: list[str], root: Element, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.root = root
        self.lines = lines
        self.next_mark = 0
        self.kept: list[dict[str, Any]] = []
        _set_made_at(self._doc, sheet.made_at)

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        self.addLiteral(f"/{element.tag} <</MCID {self.next_mark}>> BDC")
        element.marks.append((len(self.kept), self.next_mark))
        self.next_mark += 1
        yield
        self.addLiteral("EMC")

    def showPage(self) -> None:  # noqa: N802 -- ReportLab's name
        self.kept.append(dict(self.__dict__))
        self.next_mark = 0
        self._startPage()

    def save(self) -> None:
        kept = self.kept
        for number, page in enumerate(kept, start=1):
            self.__dict__.update(page)
            self._draw_footer(number, len(kept))
            super().showPage()
        write_tree(self.root, self._doc, self._doc.Pages.pages)
        self._doc.SaveToFile(self._filename, self)

    def _draw_footer(self, number: int, count: int) -> None:
        top = _FOOTER_FOOT + (len(self.lines) - 1) * _FOOTER_LEADING
        right = A4[0] - MARGIN
        with artifact(self):
            self.setFillGray(0.2)
            self.setStrokeGray(0.6)
            self.setLineWidth(0.5)
            self.line(MARGIN, top + _FOOTER_LEADING + 2, right, top + _FOOTER_LEADING + 2)
            self.setFont(REGULAR, _FOOTER_SIZE)
            for row, line in enumerate(self.lines):
                self.drawString(MARGIN, top - row * _FOOTER_LEADING, line)
            of = _("Page {number} of {count}", number=number, count=count)
            self.drawRightString(right, top, of)
            if self.sheet.mark:
                self.setFont(BOLD, _FOOTER_SIZE + 1)
                self.drawRightString(right, top - _FOOTER_LEADING, self.sheet.mark)


def _broken(parts: tuple[str, ...]) -> list[str]:
    room = TEXT_WIDTH - _PAGE_COUNT_WIDTH
    lines: list[str] = []
    for part in filter(None, parts):
        joined = f"{lines[-1]} \N{MIDDLE DOT} {part}" if lines else part
        if lines and width(joined, REGULAR, _FOOTER_SIZE) <= room:
            lines[-1] = joined
        else:
            lines += simpleSplit(part, REGULAR, _FOOTER_SIZE, room)
    return lines


def _draw_mark(canvas: SheetCanvas, _document: Any) -> None:
    """Draw the mark first, so that the text lies over it and stays readable."""
    mark = canvas.sheet.mark
    if not mark:
        return
    size = _MARK_LENGTH / width(mark, BOLD, 1)
    with artifact(canvas):
        canvas.saveState()
        canvas.setFillGray(_MARK_GREY)
        canvas.setFont(BOLD, size)
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(_MARK_ANGLE)
        canvas.drawCentredString(0, -0.36 * size, mark)
        canvas.restoreState()


def _set_made_at(document: Any, made_at: datetime) -> None:
    # `invariant` dates every file 1 January 2000; the moment of printing repeats as well.
    moment = made_at.astimezone(UTC)
    stamp = document._timeStamp  # noqa: SLF001 -- ReportLab has no other way in
    stamp.t = moment.timestamp()
    stamp.lt = moment.timetuple()
    stamp.YMDhms = tuple(moment.timetuple())[:6]
