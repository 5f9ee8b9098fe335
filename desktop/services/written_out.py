"""A screen written out to be read: sections that apply, their questions, and what they were told.

Only what applies stands here. What was answered and no longer applies is listed apart.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from desktop.domain.identity import PractitionerId
from desktop.domain.screen import Answer, Screen
from desktop.forms import Filling, Item, ItemType, Place, Score, link_id_of
from desktop.forms.instruments import recognise
from desktop.services.answers_in_full import answer_in_full
from desktop.wording.words import text as _


class LineKind(Enum):
    HEADING = auto()
    WORDS = auto()
    ANSWER = auto()
    SCORE = auto()


class Standing(Enum):
    """How an answer stands. ABSENT: asked, with a reason why there is no value."""

    GIVEN = auto()
    ABSENT = auto()
    BLANK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLine:
    """`notes` are what a reader must know with the answer: its source, that two wrote it.

    `can_change` is no for what the form gives by itself and nobody may type over.
    """

    key: str
    kind: LineKind
    words: str
    level: int = 0
    hint: str = ""
    answer: str = ""
    standing: Standing = Standing.GIVEN
    is_long: bool = False
    can_change: bool = False
    notes: tuple[str, ...] = ()
    score: Score | None = None
    answered_at: datetime | None = None
    answered_by: PractitionerId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSection:
    """`first` and `last` are when its answers were given, `by` by whom, most answers first."""

    link_id: str
    number: int
    title: str
    lines: tuple[WrittenLine, ...]
    first: datetime | None = None
    last: datetime | None = None
    by: tuple[PractitionerId, ...] = ()

    def answers(self) -> tuple[WrittenLine, ...]:
        return tuple(line for line in self.lines if line.kind is LineKind.ANSWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenOut:
    sections: tuple[WrittenSection, ...]
    dropped: tuple[WrittenLine, ...] = field(default=())


# An answer longer than this reads better under its question than in a narrow column beside it.
_LONG = 90


def write_out(filling: Filling, screen: Screen) -> WrittenOut:
    """Return the screen as it is answered now."""
    writer = _Writer(filling, screen)
    return WrittenOut(sections=tuple(writer.sections()), dropped=tuple(writer.dropped()))


class _Writer:
    def __init__(self, filling: Filling, screen: Screen) -> None:
        self._filling = filling
        self._form = filling.questionnaire
        self._conflicts = screen.standing.conflicts
        self._enabled = filling.enabled_link_ids()
        totals = {joined.total for joined in recognise(self._form)}
        self._totals = totals | {
            item.link_id for item in self._form.items.values() if item.score is not None
        }
        self._scores: dict[str, list[Score]] = {}
        for score in filling.scores():
            self._scores.setdefault(score.key or score.link_id, []).append(score)

    def sections(self) -> Iterator[WrittenSection]:
        shown = [s for s in self._form.sections if s.link_id in self._enabled and not s.hidden]
        for number, section in enumerate(shown, start=1):
            places = self._filling.places(section.link_id)
            lines = [line for place in places for line in self._lines(place)]
            lines += self._after(section.link_id)
            yield _section(section, number, lines)

    def dropped(self) -> Iterator[WrittenLine]:
        for key in self._filling.dropped():
            item = self._form.items[link_id_of(key)]
            yield self._answer(key, item, 0)

    def _lines(self, place: Place) -> Iterator[WrittenLine]:
        key, item = place.key, place.item
        if not self._filling.applies(key):
            return
        words = self._words(place)
        if item.type is ItemType.GROUP:
            if words:
                yield WrittenLine(
                    key=key, kind=LineKind.HEADING, words=words, level=place.level, hint=item.hint
                )
        elif item.type is ItemType.DISPLAY:
            yield WrittenLine(key=key, kind=LineKind.WORDS, words=words, level=place.level)
        elif item.link_id not in self._totals or not self._scores.get(key):
            yield self._answer(key, item, place.level, words)
        yield from self._after(key, place.level)

    def _words(self, place: Place) -> str:
        words = _titled(place.item, self._filling.text_of(place.key))
        if place.number > 1 or (place.number == 1 and not place.is_last_of_block):
            title = words or self._title_above(place.item)
            return _("{title} ({number})", title=title, number=place.number)
        return words

    def _title_above(self, item: Item) -> str:
        above = self._form.items.get(item.parent or "")
        return above.text.strip() if above is not None and above.text.strip() else _("Entry")

    def _after(self, key: str, level: int = 0) -> Iterator[WrittenLine]:
        for score in self._scores.pop(key, ()):
            yield WrittenLine(
                key=key, kind=LineKind.SCORE, words=score.title, level=level, score=score
            )

    def _answer(self, key: str, item: Item, level: int, words: str = "") -> WrittenLine:
        answer = self._filling.answer_to(key)
        told = answer_in_full(item, answer)
        return WrittenLine(
            key=key,
            kind=LineKind.ANSWER,
            words=words or _titled(item, self._filling.text_of(key)),
            level=level,
            answer=told,
            standing=_standing(answer),
            is_long=len(told) > _LONG or "\n" in told,
            can_change=item.can_be_answered and not item.read_only,
            notes=tuple(self._notes(key, answer)),
            answered_at=answer.answered_at,
            answered_by=answer.answered_by,
        )

    def _notes(self, key: str, answer: Answer) -> Iterator[str]:
        if answer.source:
            yield _("confirmed from: {source}", source=answer.source)
        if answer.is_calculated:
            yield _("worked out by the form")
        elif self._filling.is_kept(key) and answer.is_given():
            yield _("typed over what the form works out")
        if f"answers/{key}" in self._conflicts:
            yield _("two colleagues answered this differently")


def _section(section: Item, number: int, lines: Sequence[WrittenLine]) -> WrittenSection:
    given = [one for one in lines if one.kind is LineKind.ANSWER and one.answered_at is not None]
    moments = sorted(one.answered_at for one in given if one.answered_at is not None)
    by = Counter(one.answered_by for one in given if one.answered_by is not None)
    return WrittenSection(
        link_id=section.link_id,
        number=number,
        title=section.text.strip() or section.link_id,
        lines=tuple(lines),
        first=moments[0] if moments else None,
        last=moments[-1] if moments else None,
        by=tuple(who for who, _count in by.most_common()),
    )


def _titled(item: Item, words: str) -> str:
    said = (words or item.text).strip()
    if not said and item.is_question():
        said = item.link_id
    return f"{item.prefix} {said}".strip()


def _standing(answer: Answer) -> Standing:
    if answer.absent is not None:
        return Standing.ABSENT
    return Standing.GIVEN if answer.values else Standing.BLANK


def who(line: WrittenLine, names: Mapping[PractitionerId, str]) -> str:
    return names.get(line.answered_by, "") if line.answered_by is not None else ""
