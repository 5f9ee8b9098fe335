"""The pieces a form on paper is built from, beside those of every paper: sections and rows."""

from functools import cache
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable

from desktop.reports.fonts import BOLD, REGULAR, ready_fonts
from desktop.reports.letters import markup
from desktop.reports.sheet import TEXT_WIDTH
from desktop.reports.side_by_side import SideBySide
from desktop.reports.story import Story
from desktop.reports.tags import Element, TaggedParagraph

INK = Color(0.1, 0.1, 0.1)
SECONDARY = Color(0.33, 0.33, 0.33)
INDENT = 12
_DEEPEST = 4
_SHARE = 0.5
_SECTION_NEEDS = 130
_GROUP_NEEDS = 80
_TWO_LINES = 34
_PLENTY = 100_000


_STYLES: dict[str, dict[str, Any]] = {
    "question": {"fontName": BOLD},
    "answer": {"fontSize": 10, "leading": 13.5},
    "blank": {"fontSize": 10, "leading": 13.5, "textColor": SECONDARY},
    "absent": {"fontSize": 10, "leading": 13.5, "fontName": BOLD},
    "long answer": {"fontSize": 10, "leading": 14},
    "note": {"fontSize": 8.5, "leading": 11.5, "textColor": SECONDARY, "spaceAfter": 2},
    "note head": {"fontName": BOLD, "fontSize": 8.5, "leading": 11},
    "words": {"spaceBefore": 2, "spaceAfter": 5},
    "section": {
        "fontName": BOLD,
        "fontSize": 13,
        "leading": 17,
        "spaceBefore": 14,
        "spaceAfter": 3,
    },
    "group": {
        "fontName": BOLD,
        "fontSize": 10.5,
        "leading": 14,
        "spaceBefore": 9,
        "spaceAfter": 2,
    },
    "score": {"fontName": BOLD, "fontSize": 11, "leading": 15},
}


@cache
def form_style(name: str) -> ParagraphStyle:
    ready_fonts()
    body = ParagraphStyle(
        "form body",
        fontName=REGULAR,
        fontSize=9.5,
        leading=13,
        textColor=INK,
        allowWidows=0,
        allowOrphans=0,
        embeddedHyphenation=1,
        splitLongWords=1,
    )
    return ParagraphStyle(name, parent=body, **_STYLES[name])


def indent_of(level: int) -> float:
    return INDENT * min(level, _DEEPEST)


class FormStory(Story):
    """A run of rows is one table to a screen reader; whatever else is added ends it.

    `headings_stay` with what follows them, which must then be rows that do not cross pages.
    """

    def __init__(self, *, headings_stay: bool = False) -> None:
        super().__init__()
        self._headings_stay = headings_stay
        self._table: Element | None = None

    def section(self, words: str) -> None:
        self.flowables.append(CondPageBreak(_SECTION_NEEDS))
        self.paragraph("H2", words, "section", stays=self._headings_stay)

    def group(self, words: str, level: int = 0) -> None:
        self.flowables.append(CondPageBreak(_GROUP_NEEDS))
        self.paragraph("H3", words, "group", level, stays=self._headings_stay)

    def note(self, words: str, level: int = 0, *, stays: bool = False) -> None:
        """Add a small line; one that `stays` is never parted from what comes after it."""
        self.paragraph("P", words, "note", level, stays=stays)

    def words(self, words: str, level: int = 0, *, stays: bool = False) -> None:
        self.paragraph("P", words, "words", level, stays=stays)

    def row(
        self, question: str, answer: str, style: str = "answer", *, level: int = 0, note: str = ""
    ) -> None:
        """Add a question with its answer beside it; `note` stands under the answer, smaller."""
        row = self._row()
        left = tagged(Element("TH", row), markup(question), form_style("question"))
        words = markup(answer)
        if note:
            words += f'<br/><font size="8.5" color="#555555">{markup(note)}</font>'
        right = tagged(Element("TD", row), words, form_style(style))
        self.flowables.append(SideBySide(left, right, share=_SHARE, indent=indent_of(level)))

    def long_row(self, question: str, answer: str, *, level: int = 0, note: str = "") -> None:
        """Add a question with its answer under it, across the page and as many as it needs."""
        row = self._row()
        left = indent_of(level)
        asked = form_style("question").clone("asked", leftIndent=left, spaceBefore=4, spaceAfter=1)
        question_part = tagged(Element("TH", row), markup(question), asked)
        height = question_part.wrap(TEXT_WIDTH, _PLENTY)[1]
        self.flowables.append(CondPageBreak(height + _TWO_LINES))
        self.flowables.append(question_part)
        told = form_style("long answer").clone("told", leftIndent=left + INDENT)
        answers = Element("TD", row)
        self.flowables.append(tagged(answers, markup(answer), told))
        if note:
            small = form_style("note").clone("under", leftIndent=left + INDENT)
            self.flowables.append(tagged(answers, markup(note), small))
        self.flowables.append(SideBySide(None, None, share=_SHARE, indent=left))

    def paragraph(
        self, tag: str, words: str, style: str, level: int = 0, *, stays: bool = False
    ) -> None:
        self.end_table()
        look = form_style(style)
        if level or stays:
            look = look.clone("placed", leftIndent=indent_of(level), keepWithNext=int(stays))
        self.flowables.append(tagged(Element(tag, self.root), markup(words), look))

    def add(self, flowable: Flowable) -> None:
        self.flowables.append(flowable)

    def end_table(self) -> None:
        self._table = None

    def _row(self) -> Element:
        if self._table is None:
            self._table = Element("Table", self.root)
        return Element("TR", self._table)


def tagged(element: Element, words: str, style: ParagraphStyle) -> TaggedParagraph:
    """Return a paragraph of mark-up that is safe already (`letters.markup`)."""
    made = TaggedParagraph(words, style)
    made.element = element
    return made
