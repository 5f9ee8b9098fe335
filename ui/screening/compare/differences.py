"""What this screen says beside what the last one said. Knows no Qt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from desktop.domain.detention import Detention
from desktop.domain.identity import PractitionerId, ScreenId
from desktop.domain.person import Person
from desktop.domain.screen import Answer, Screen
from desktop.forms import link_id_of
from desktop.services.answers_in_full import is_same
from desktop.services.everything import Services
from desktop.services.screen_values import EarlierScreen
from desktop.services.written_out import LineKind, Standing, WrittenLine, WrittenOut
from desktop.wording.clinical import clinical_moment, not_recorded
from desktop.wording.words import later
from desktop.wording.words import text as _
from ui.screening.check.sheet import read_sheet


class Difference(Enum):
    SAME = auto()
    CHANGED = auto()
    NEW = auto()
    NO_LONGER = auto()


_WORDS = {
    Difference.SAME: later("= same"),
    Difference.CHANGED: later("◆ changed"),
    Difference.NEW: later("+ new"),
    Difference.NO_LONGER: later("\N{MINUS SIGN} no longer said"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRow:
    """A question with both answers; where `title` is set, the head of a section instead."""

    key: str = ""
    title: str = ""
    question: str = ""
    now: str = ""
    before: str = ""
    difference: Difference = Difference.SAME

    def difference_words(self) -> str:
        return _(_WORDS[self.difference])

    def aloud(self) -> str:
        if self.title:
            return self.title
        return _(
            "{question}: {difference}. Now: {now}. Last time: {before}",
            question=self.question,
            difference=self.difference_words()[2:],
            now=self.now,
            before=self.before,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`earlier` is None where this is the first screen of the person that can be compared."""

    screen: Screen
    person: Person
    detention: Detention | None
    names: Mapping[PractitionerId, str]
    may_change: bool
    earlier: EarlierScreen | None
    rows: tuple[CompareRow, ...] = ()

    def shown(self, *, only_differing: bool) -> tuple[CompareRow, ...]:
        """Return the rows to show; a section with nothing to show has no head either."""
        if not only_differing:
            return self.rows
        kept: list[CompareRow] = []
        for row in self.rows:
            if row.title and kept and kept[-1].title:
                kept.pop()
            if row.title or row.difference is not Difference.SAME:
                kept.append(row)
        if kept and kept[-1].title:
            kept.pop()
        return tuple(kept)

    def count(self, difference: Difference) -> int:
        return sum(row.difference is difference for row in self.rows if not row.title)


def read_comparison(services: Services, screen_id: ScreenId) -> Comparison:
    """Read both screens. Runs beside the windows."""
    sheet = read_sheet(services, screen_id)
    earlier = services.earlier_screen(screen_id)
    comparison = partial(
        Comparison,
        screen=sheet.screen,
        person=sheet.person,
        detention=sheet.detention,
        names=sheet.names,
        may_change=sheet.may_change,
        earlier=earlier,
    )
    if earlier is None:
        return comparison()
    items = sheet.questionnaire.items
    asked = {link_id: item.text for link_id, item in items.items()}
    opened = services.open_screen(screen_id)
    return comparison(rows=tuple(_rows(sheet.written, earlier, asked, opened.answers())))


def _rows(
    written: WrittenOut,
    earlier: EarlierScreen,
    asked: Mapping[str, str],
    answers: Mapping[str, Answer],
) -> Iterator[CompareRow]:
    left = dict(earlier.by_place)
    for section in written.sections:
        yield CompareRow(title=f"{section.number}  {section.title}")
        for line in section.lines:
            if line.kind is LineKind.ANSWER:
                before = left.pop(line.key, None)
                row = _row(line, before, answers.get(line.key, Answer()))
                if row is not None:
                    yield row
    rest = [(key, words) for key, (answer, words) in left.items() if answer.is_given()]
    if rest:
        yield CompareRow(title=_("Not asked this time"))
    for key, words in rest:
        yield CompareRow(
            key=key,
            question=asked.get(link_id_of(key), "") or key,
            now=_("Does not apply"),
            before=words,
            difference=Difference.NO_LONGER,
        )


def _row(line: WrittenLine, before: tuple[Answer, str] | None, now: Answer) -> CompareRow | None:
    was_given = before is not None and before[0].is_given()
    is_given = line.standing is not Standing.BLANK
    if not was_given and not is_given:
        return None
    words = before[1] if before is not None and was_given else _("Not answered")
    if not was_given:
        difference = Difference.NEW
    elif not is_given:
        difference = Difference.NO_LONGER
    else:
        assert before is not None
        says_same = words == line.answer or _is_same(now, before[0])
        difference = Difference.SAME if says_same else Difference.CHANGED
    return CompareRow(
        key=line.key, question=line.words, now=line.answer, before=words, difference=difference
    )


def _is_same(one: Answer, other: Answer) -> bool:
    if one.absent is not other.absent or len(one.values) != len(other.values):
        return False
    return all(any(is_same(value, each) for each in other.values) for value in one.values)


def this_one(comparison: Comparison) -> str:
    screen = comparison.screen
    return _(
        "Now: {title}, {when}, {who}",
        title=screen.title,
        when=clinical_moment(screen.started_at),
        who=comparison.names.get(screen.started_by, "") or not_recorded(),
    )


def last_one(earlier: EarlierScreen) -> str:
    screen = earlier.screen
    by = screen.completed_by or screen.started_by
    return _(
        "Last time: {title}, {when}, {who}",
        title=screen.title,
        when=clinical_moment(screen.completed_at or screen.started_at),
        who=earlier.names.get(by, "") or not_recorded(),
    )
