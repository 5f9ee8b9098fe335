"""A form being filled in, as the rows of its sections. Knows no Qt, no screen and no service.

Says which rows an answer concerns, so that nothing else has to be looked at again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from desktop.domain.identity import PractitionerId
from desktop.forms import Change, Filling, Item, ItemType, Place, Score, key_of, link_id_of
from desktop.services.values import KnownAnswer
from ui.screening.form_shape import shape_of
from ui.screening.question import BlockShown, EditorKind, QuestionShown
from ui.screening.section_shown import SectionShown

_BETWEEN = "\x1e"  # Not the separator of place keys: what follows is not a place.
_HEAD, _END = "head", "end"
_WORKED_OUT = (EditorKind.CALCULATED, EditorKind.SCORE)


class _Row(NamedTuple):
    """One row of a section: a place, or what is added around it. Made by the hundred."""

    name: str
    place: Place
    kind: EditorKind
    block: BlockShown | None = None


class ShownForm:
    """`known` goes by place; `conflicts` are the places that wait for a decision."""

    def __init__(
        self,
        filling: Filling,
        *,
        known: Mapping[str, KnownAnswer] | None = None,
        conflicts: Collection[str] = (),
        names: Mapping[PractitionerId, str] | None = None,
    ) -> None:
        self.filling = filling
        self.known = dict(known or {})
        self.conflicts = frozenset(conflicts)
        self._names = names or {}
        self._shape = shape_of(filling.questionnaire)
        self._rows: dict[str, tuple[_Row, ...]] = {}
        self._by_place: dict[str, dict[str, list[_Row]]] = {}
        self._scores: dict[str, Score] = {}
        self._score_again()

    def section_of(self, key: str) -> str:
        return self._shape.section_of(link_id_of(key))

    def questions(self, section: str) -> SectionShown:
        """Return every row of the section, shown or not, in reading order."""
        self._score_again()
        rows, nodes = self._rows_of(section), self.filling.tree.nodes
        return SectionShown(
            tuple(row.name for row in rows),
            tuple(self._question(row) for row in rows if nodes[row.place.key].applies),
            lambda place: self._question(rows[place]),
            repeats=any(row.kind is EditorKind.BLOCK_END for row in rows),
        )

    def changed(self, section: str, change: Change) -> tuple[QuestionShown, ...]:
        """Return the rows of the section that look different after a change."""
        self._rows_of(section)
        rows = self._by_place[section]
        keys = change.keys | self._score_again() | self._typed_over(rows)
        return tuple(self._question(row) for key in keys for row in rows.get(key, ()))

    def _typed_over(self, rows: Mapping[str, Sequence[_Row]]) -> frozenset[str]:
        """Return where another answer stands: what the form would say may have changed."""
        return frozenset(
            key
            for key, made in rows.items()
            if made[0].kind in _WORKED_OUT and self.filling.is_kept(key)
        )

    def question(self, key: str) -> QuestionShown | None:
        """Return the row that asks about this place."""
        section = self.section_of(key)
        self._rows_of(section)
        rows = self._by_place[section].get(key, ())
        return next((self._question(row) for row in rows if row.name == key), None)

    def forget_rows(self) -> None:
        """Look again at what stands where: an occurrence came or went."""
        self._rows.clear()
        self._by_place.clear()

    def _rows_of(self, section: str) -> tuple[_Row, ...]:
        if section not in self._rows:
            rows = tuple(self._made(self.filling.places(section)))
            by_place: dict[str, list[_Row]] = {}
            for row in rows:
                by_place.setdefault(row.place.key, []).append(row)
            self._rows[section], self._by_place[section] = rows, by_place
        return self._rows[section]

    def _made(self, places: Iterable[Place]) -> Iterator[_Row]:
        """Yield the rows; what ends a place is held back until all below it has come."""
        held: list[tuple[int, list[_Row]]] = []
        for place in places:
            while held and held[-1][0] >= place.level:
                yield from held.pop()[1]
            if not place.number and place.item.link_id not in self._shape.loose:
                yield _Row(place.key, place, self._shape.kind(place.item))
                continue
            block = self._block(place) if place.number else None
            yield from self._before(place, block)
            held.append((place.level, list(self._after(place, block))))
        for _level, rows in reversed(held):
            yield from rows

    def _before(self, place: Place, block: BlockShown | None) -> Iterator[_Row]:
        if block is not None:
            name = place.key + _BETWEEN + _HEAD
            yield _Row(name, place, EditorKind.BLOCK_HEAD, block)
        if block is None or place.item.type is not ItemType.GROUP:
            yield _Row(place.key, place, self._shape.kind(place.item))

    def _after(self, place: Place, block: BlockShown | None) -> Iterator[_Row]:
        for instrument in self._shape.loose.get(place.item.link_id, ()):
            yield _Row(place.key + _BETWEEN + instrument, place, EditorKind.SCORE)
        if block is not None and place.is_last_of_block:
            outer = self.filling.tree.nodes[place.key].tokens[:-1]
            name = _BETWEEN.join((key_of(place.item.link_id, outer), _END))
            yield _Row(name, place, EditorKind.BLOCK_END, block)

    def _block(self, place: Place) -> BlockShown:
        tree = self.filling.tree
        count = len(tree.occurrences(tree.nodes[place.key]))
        title = place.item.short_text or self.filling.text_of(place.key) or place.item.link_id
        can_add = self.filling.can_add(place.key)
        return BlockShown(title=title, number=place.number, count=count, can_add=can_add)

    def _question(self, row: _Row) -> QuestionShown:
        key, filling = row.place.key, self.filling
        answer = filling.answer_to(key)
        is_worked_out = row.kind in _WORKED_OUT
        shown = QuestionShown(
            item=self._with_its_words(row.place),
            kind=row.kind,
            key=key,
            row=row.name,
            level=row.place.level,
            is_shown=filling.applies(key),
            answer=answer,
            score=self._scores.get(row.name),
            has_conflict=key in self.conflicts,
            block=row.block,
            is_kept=is_worked_out and filling.is_kept(key),
            would_be=filling.would_be(key) if is_worked_out else (),
            by=self._names.get(answer.answered_by, "") if answer.answered_by else "",
        )
        if key not in self.known or answer.is_given() or not shown.is_asked:
            return shown
        return replace(shown, known=self.known[key])

    def _with_its_words(self, place: Place) -> Item:
        words = self.filling.text_of(place.key)
        return place.item if words == place.item.text else replace(place.item, text=words)

    def _score_again(self) -> frozenset[str]:
        """Work the scores out and return the places where one looks different now."""
        if not self._shape.has_scores:
            return frozenset()
        before = self._scores
        self._scores = {self._score_row(score): score for score in self.filling.scores()}
        names = before.keys() | self._scores.keys()
        return frozenset(
            name.partition(_BETWEEN)[0]
            for name in names
            if before.get(name) != self._scores.get(name)
        )

    def _score_row(self, score: Score) -> str:
        key = score.key or score.link_id
        return key if score.link_id in self._shape.totals else key + _BETWEEN + score.instrument
