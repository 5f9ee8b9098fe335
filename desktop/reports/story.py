"""The pieces a paper is built from: title, headings, labelled facts, paragraphs and lists."""

import re
from functools import cache
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether, Spacer

from desktop.reports.fonts import BOLD, REGULAR, ready_fonts, width
from desktop.reports.letters import markup, one_line
from desktop.reports.sheet import TEXT_WIDTH
from desktop.reports.tags import Element, TaggedParagraph, artifact

_INK = Color(0.1, 0.1, 0.1)
_SECONDARY = Color(0.3, 0.3, 0.3)
_BULLET = "- "
_LABEL_WIDTH = 42 * mm
_AFTER_LIST = 4
_HEADING_AND_TWO_LINES = 70


@cache
def _style(name: str) -> ParagraphStyle:
    ready_fonts()
    body = ParagraphStyle(
        "body",
        fontName=REGULAR,
        fontSize=11,
        leading=16,
        spaceAfter=7,
        textColor=_INK,
        alignment=TA_LEFT,
        allowWidows=0,
        allowOrphans=0,
        embeddedHyphenation=1,
        bulletFontName=REGULAR,
        bulletFontSize=11,
    )
    changes: dict[str, dict[str, Any]] = {
        "body": {},
        "title": {"fontName": BOLD, "fontSize": 18, "leading": 24, "spaceAfter": 8},
        "heading": {
            "fontName": BOLD,
            "fontSize": 12.5,
            "leading": 17,
            "spaceBefore": 8,
            "spaceAfter": 4,
        },
        "small": {"fontSize": 9, "leading": 13, "spaceAfter": 4, "textColor": _SECONDARY},
        "notice": {
            "fontName": BOLD,
            "borderWidth": 1,
            "borderColor": _INK,
            "borderPadding": (6, 7, 2, 7),
            "leftIndent": 8,
            "rightIndent": 8,
            "spaceBefore": 13,
            "spaceAfter": 16,
        },
        "item": {"leftIndent": 20, "bulletIndent": 4, "spaceAfter": 3},
        "fact": {
            "leftIndent": _LABEL_WIDTH,
            "bulletIndent": 0,
            "bulletColor": _SECONDARY,
            "bulletFontSize": 10,
            "spaceAfter": 2,
        },
        "number": {"fontName": BOLD, "fontSize": 34, "leading": 44, "spaceAfter": 10},
    }
    changes["key fact"] = {**changes["fact"], "fontName": BOLD}
    return ParagraphStyle(name, parent=body, **changes[name])


class _Line(HRFlowable):  # type: ignore[misc]  # ReportLab ships no types.
    def draw(self) -> None:
        with artifact(self.canv):
            super().draw()


class Story:
    """Collects flowables and the elements that tag them, in reading order."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.flowables: list[Flowable] = []

    def title(self, words: str) -> None:
        self._add("H1", markup(words), "title")

    def heading(self, words: str) -> None:
        # Not keepWithNext: that moves a long first paragraph to the next page with its heading.
        self.flowables.append(CondPageBreak(_HEADING_AND_TWO_LINES))
        self._add("H2", markup(words), "heading")

    def number(self, words: str) -> None:
        """Add a number as large as one line takes."""
        style = _style("number")
        size = min(style.fontSize, style.fontSize * TEXT_WIDTH / width(words, BOLD, style.fontSize))
        fitted = style.clone("fitted", fontSize=size, leading=size * 1.3)
        self._add("P", markup(words), fitted)

    def small(self, words: str) -> None:
        self._add("P", markup(words), "small")

    def notice(self, words: str) -> None:
        self._add("P", markup(words), "notice")

    def fact(self, label: str, value: str, *, is_key: bool = False) -> None:
        """Add one labelled value; the value wraps beside its label and may cross pages."""
        self._add("P", markup(value), "key fact" if is_key else "fact", bullet=one_line(label))

    def line(self) -> None:
        rule = _Line(width="100%", thickness=0.8, color=_SECONDARY, spaceBefore=8, spaceAfter=4)
        self.flowables.append(rule)

    def space(self, points: float) -> None:
        self.flowables.append(Spacer(1, points))

    def prose(self, words: str) -> None:
        """Add plain text: blank lines part paragraphs, lines that begin "- " are a list."""
        for block in re.split(r"\n[ \t]*\n", words.replace("\r\n", "\n").strip()):
            self._block(block.strip("\n").split("\n"))

    def keep_together(self, start: int) -> None:
        """Keep what was added since `start` (an earlier `len(flowables)`) on one page."""
        self.flowables[start:] = [KeepTogether(self.flowables[start:])]

    def _block(self, lines: list[str]) -> None:
        run: list[str] = []
        items: Element | None = None
        for line in lines:
            if line.lstrip().startswith(_BULLET):
                self._flush(run)
                items = items or Element("L", self.root)
                self._item(line.lstrip().removeprefix(_BULLET), items)
            else:
                if items:
                    self.space(_AFTER_LIST)
                items = None
                run.append(line)
        self._flush(run)
        if items:
            self.space(_AFTER_LIST)

    def _flush(self, run: list[str]) -> None:
        if any(line.strip() for line in run):
            self._add("P", markup("\n".join(run)), "body")
        run.clear()

    def _item(self, words: str, items: Element) -> None:
        item = Element("LI", items)
        self._add("LBody", markup(words), "item", bullet="\N{BULLET}", parent=item)

    def _add(
        self,
        tag: str,
        words: str,
        style: str | ParagraphStyle,
        *,
        bullet: str | None = None,
        parent: Element | None = None,
    ) -> None:
        look = _style(style) if isinstance(style, str) else style
        paragraph = TaggedParagraph(words, look, bulletText=bullet and f"{bullet} ")
        paragraph.element = Element(tag, parent or self.root)
        self.flowables.append(paragraph)
