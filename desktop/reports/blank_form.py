"""A form to fill in by pen, for when no computer can be used. Every question, asked or not.

What the program decides is written out: when a question applies, what its answers count.
"""

from datetime import datetime

from reportlab.platypus import CondPageBreak, Flowable

from desktop.forms import Item, ItemType, Questionnaire
from desktop.reports.blank_questions import choices_to_copy, field_for, fits_beside, head_hint
from desktop.reports.form_numbers import question_numbers, shown_sections
from desktop.reports.form_story import FormStory, form_style, indent_of, tagged
from desktop.reports.letters import markup, one_line
from desktop.reports.only_if import only_if
from desktop.reports.pen_fields import Digits, Lines
from desktop.reports.pen_grid import PenGrid
from desktop.reports.pen_points import PenScore, pen_scores, points_of_options
from desktop.reports.pen_row import PenRow, beside_width
from desktop.reports.pen_score_box import pen_score_box
from desktop.reports.screen_paper import person_facts, person_footer
from desktop.reports.sheet import TEXT_WIDTH, Sheet, lay_out
from desktop.reports.tags import Element
from desktop.services.form_papers import BlankPaper
from desktop.wording.clinical import long_moment
from desktop.wording.words import text as _

_LONGEST_WORDS = 900  # A question with more is printed above its row, where it may cross pages.
_SHORT_WORDS = 200  # Said about what comes next: never left behind at the foot of a page.
_GRID_COLUMNS = range(2, 7)
_GRID_ROWS = 5
_GRID_HEAD = 160  # Letters at the head of a column before a table is no use.
_COPIES = 3
_MOST_COPIED = 6
_DOTS = "." * 44


def blank_form_pdf(
    paper: BlankPaper, *, service: str, printed_by: str, printed_at: datetime
) -> bytes:
    """Return the form as PDF; the same paper gives the same bytes."""
    form = paper.questionnaire
    story = FormStory(headings_stay=True)
    _head(story, paper, service)
    writer = _Writer(story, form)
    for number, section in shown_sections(form):
        writer.section(number, section)
    _foot(story)
    by = _("Printed {moment} by {name}", moment=long_moment(printed_at), name=printed_by)
    printed = by if printed_by else _("Printed {moment}", moment=long_moment(printed_at))
    version = form.canonical.partition("|")[2]
    title = _("{title}, version {version}", title=form.title, version=version)
    sheet = Sheet(
        title=_("{title}: blank form", title=form.title),
        service=one_line(service),
        made_at=printed_at,
        footer=_footer(paper, title if version else form.title, printed),
    )
    return lay_out(story.flowables, story.root, sheet)


def _footer(paper: BlankPaper, title: str, printed: str) -> tuple[tuple[str, ...], ...]:
    if paper.person is not None:
        return person_footer(paper.person, title, printed)
    whose = (_("Name {dots}", dots=_DOTS), _("Custody record {dots}", dots=_DOTS[:24]))
    return (whose, (one_line(title),), (one_line(printed),))


def _head(story: FormStory, paper: BlankPaper, service: str) -> None:
    if service:
        story.small(service)
    story.title(paper.questionnaire.title)
    story.note(
        _(
            "For when the program cannot be used. Copy it into the program as soon as you can. "
            "Tick one box unless it says otherwise. Every page needs the name and the custody "
            "record number."
        )
    )
    story.space(4)
    if paper.person is not None:
        person_facts(story, paper.person)
    else:
        for words in (_("Family name"), _("Other names"), _("NHS number"), _("Custody record")):
            _to_write(story, words)
        _date(story, _("Date of birth"), with_time=False)
    _date(story, _("Begun"), with_time=True)
    _to_write(story, _("Practitioner"))
    story.words(
        _(
            "If a question is not answered, write why in the small box at its right: "
            "D declined, U unable to answer, N not asked, K not known. Never leave out a no."
        )
    )
    story.line()


def _to_write(story: FormStory, words: str) -> None:
    story.add(_head_row(story, words, Lines()))


def _date(story: FormStory, words: str, *, with_time: bool) -> None:
    groups = [(_("day"), 2), (_("month"), 2), (_("year"), 4)]
    clock = [(_("hour"), 2), (_("min"), 2)] if with_time else []
    story.add(_head_row(story, words, Digits([*groups, *clock], story.root)))


def _head_row(story: FormStory, words: str, field: Flowable) -> PenRow:
    said = tagged(Element("P", story.root), markup(words), form_style("question"))
    return PenRow(None, [said], field, has_code=False)


def _foot(story: FormStory) -> None:
    start = len(story.flowables)
    story.section(_("Filled in by"))
    for words in (_("Name"), _("Profession"), _("Registration number"), _("Signature")):
        _to_write(story, words)
    _date(story, _("Signed"), with_time=True)
    _to_write(story, _("Copied into the program by"))
    story.keep_together(start)


class _Writer:
    def __init__(self, story: FormStory, form: Questionnaire) -> None:
        self._story = story
        self._form = form
        self._numbers = question_numbers(form)
        self._points = points_of_options(form)
        self._scores: dict[str, list[PenScore]] = {}
        self._totals: set[str] = set()
        for score in pen_scores(form):
            self._scores.setdefault(score.link_id, []).append(score)
            if not score.is_after:
                self._totals.add(score.link_id)

    def section(self, number: int, section: Item) -> None:
        self._story.section(f"{number}  {section.text.strip() or section.link_id}")
        if section.type is not ItemType.GROUP:
            self._item(section, 0)
        elif section.is_block():
            self._block(section, 0)
        else:
            self._said_with(section, 0)
            for child in section.children:
                self._item(child, 0)
        self._after(section, 0)

    def _item(self, item: Item, level: int) -> None:
        if item.hidden:
            return
        if item.is_block():
            self._heading(item, level)
            self._block(item, level)
        elif item.type is ItemType.GROUP:
            self._heading(item, level)
            self._below(item, level)
        elif item.type is ItemType.DISPLAY:
            self._display(item, level)
        elif item.link_id not in self._totals:
            self._question(item, level)
            self._below(item, level)
        self._after(item, level)

    def _below(self, item: Item, level: int) -> None:
        for child in item.children:
            self._item(child, level + 1)

    def _heading(self, item: Item, level: int) -> None:
        if item.type is ItemType.GROUP:
            words = f"{item.prefix} {item.text}".strip()
            if words:
                self._story.group(words, level)
            self._said_with(item, level)

    def _said_with(self, item: Item, level: int) -> None:
        for words in (only_if(item, self._form, self._numbers), item.hint):
            if words:
                self._story.note(words, level, stays=True)

    def _display(self, item: Item, level: int) -> None:
        condition = only_if(item, self._form, self._numbers)
        if condition:
            self._story.note(condition, level, stays=True)
        words = f"{item.prefix} {item.text}".strip()
        self._story.words(words, level, stays=len(words) <= _SHORT_WORDS)

    def _question(self, item: Item, level: int) -> None:
        story = self._story
        words = self._asked(item)
        if len(words) > _LONGEST_WORDS:
            story.words(words, level)
            words = _("Your answer")
        element = Element("P", story.root)
        said = [tagged(element, markup(words), form_style("question"))]
        said += [
            tagged(Element("P", story.root), markup(note), form_style("note"))
            for note in self._notes(item)
            if len(note) <= _LONGEST_WORDS
        ]
        field, may_be_beside = field_for(item, self._points.get(item.link_id, {}), story.root)
        room = beside_width(TEXT_WIDTH, indent_of(level))
        number = self._numbers.get(item.link_id, "")
        story.end_table()
        story.add(
            PenRow(
                tagged(Element("Lbl", story.root), markup(number), form_style("question")),
                said,
                field,
                indent=indent_of(level),
                is_beside=may_be_beside and fits_beside(field, room),
            )
        )

    def _asked(self, item: Item) -> str:
        own = self._numbers.get(item.link_id, "")
        prefix = "" if item.prefix.rstrip(".):") == own else item.prefix
        words = f"{prefix} {item.text.strip() or item.link_id}".strip()
        return _("{question} (needed)", question=words) if item.required else words

    def _notes(self, item: Item) -> list[str]:
        several = item.repeats and item.options and not item.is_block()
        notes = (
            only_if(item, self._form, self._numbers),
            item.hint,
            _("Tick all that apply.") if several else "",
            choices_to_copy(item),
            _("The program works this out: leave it empty if you cannot.")
            if item.logic.calculated is not None or item.read_only
            else "",
            _("Keep the paper with this form and write here what it is.")
            if item.type is ItemType.ATTACHMENT
            else "",
        )
        return [note for note in notes if note]

    # What may be told more than once

    def _block(self, item: Item, level: int) -> None:
        asked = [child for child in item.children if not child.hidden]
        if self._is_table(item, asked):
            self._table(asked, level)
            return
        copies = _COPIES if len(asked) <= _MOST_COPIED else _COPIES - 1
        for copy in range(1, copies + 1):
            title = item.short_text or item.text or _("Entry")
            self._story.group(_("{title} ({number})", title=title, number=copy), level + 1)
            if item.is_question():
                self._question(item, level + 1)
            for child in asked:
                self._item(child, level + 1)
        self._story.note(_("For more, use another sheet with the name on it."), level)

    def _is_table(self, item: Item, asked: list[Item]) -> bool:
        if item.is_question() or len(asked) not in _GRID_COLUMNS:
            return False
        return all(
            child.is_question()
            and not child.children
            and child.link_id not in self._totals
            and len(child.text) + len(head_hint(child)) + len(child.hint) <= _GRID_HEAD
            for child in asked
        )

    def _table(self, asked: list[Item], level: int) -> None:
        root = self._story.root
        heads = []
        for child in asked:
            number = self._numbers.get(child.link_id, "")
            words = f"{number} {self._asked(child)}".strip()
            notes = [head_hint(child), *self._notes(child)]
            heads.append(
                [
                    tagged(Element("P", root), markup(words), form_style("note head")),
                    *(
                        tagged(Element("P", root), markup(note), form_style("note"))
                        for note in notes
                        if note
                    ),
                ]
            )
        self._story.end_table()
        shares = [1.7 if child.type in _WIDE else 1.0 for child in asked]
        grid = PenGrid(heads, shares, _GRID_ROWS, indent=indent_of(level))
        self._story.add(grid)
        self._story.note(_("For more, use another sheet with the name on it."), level)

    def _after(self, item: Item, level: int) -> None:
        for score in self._scores.pop(item.link_id, ()):
            self._story.add(CondPageBreak(1))
            pen_score_box(self._story, score, self._form, self._numbers, level)


_WIDE = (ItemType.TEXT, ItemType.STRING, ItemType.OPEN_CHOICE)
