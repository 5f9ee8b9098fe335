"""The screen as it stands at this desk: its answers, what they show, what can be taken back.

Knows no Qt and saves nothing: the presenter does both.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.screen import Answer, Screen, ScreenStatus
from desktop.forms import (
    Change,
    Filling,
    Finding,
    Item,
    Problem,
    SectionState,
    key_of,
    link_id_of,
    new_token,
)
from desktop.services.values import KnownAnswer, OpenScreen
from ui.screening.occurrences import answers_under, make_room, make_room_for_known, merged
from ui.screening.question import QuestionShown
from ui.screening.section_shown import SectionShown
from ui.screening.shown_form import ShownForm
from ui.screening.undo_steps import AnswerGiven, BlockAdded, BlockRemoved, Step

_CONFLICT = "answers/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEntry:
    """One line of the section list."""

    link_id: str
    number: int
    title: str
    state: SectionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was taken back, at which place, and whether rows came or went with it."""

    key: str
    change: Change
    to_save: Mapping[str, Answer]
    moved_rows: bool = False


class ScreenInHand:
    """One practitioner's working copy; answers to hidden questions are kept while it is open.

    `unsaved` are answers typed here that the service has not taken yet; `steps` those of an
    earlier opening that can still be taken back, `refused` what was known and is answered afresh.
    """

    def __init__(
        self,
        opened: OpenScreen,
        now: datetime,
        *,
        unsaved: Mapping[str, Answer] | None = None,
        steps: Sequence[Step] = (),
        refused: Collection[str] = (),
    ) -> None:
        self.screen = opened.screen
        self.questionnaire = opened.questionnaire
        self.names = opened.names
        self.filling = Filling(
            opened.questionnaire,
            {**opened.answers(), **(unsaved or {})},
            names=opened.facts,
            now=now,
            is_reopened=True,
            gives_initial=not self.is_read_only,
        )
        self.steps = list(steps)
        self.refused = set(refused)
        self._begun = merged([self.filling.begun(), *self._rooms(opened.known)])
        conflicts = self.screen.standing.conflicts
        self.form = ShownForm(
            self.filling,
            known=self._offered(opened.known),
            conflicts=[key.removeprefix(_CONFLICT) for key in conflicts if _CONFLICT in key],
            names=opened.names,
        )
        self._states: dict[str, SectionState] = {}

    def _rooms(self, known: Iterable[str]) -> list[Change]:
        if self.is_read_only:
            return []
        added = [step.key for step in self.steps if isinstance(step, BlockAdded)]
        rooms = [make_room(self.filling, key) for key in added]
        return [*rooms, make_room_for_known(self.filling, tuple(known))]

    def _offered(self, known: Mapping[str, KnownAnswer]) -> dict[str, KnownAnswer]:
        if self.is_read_only:
            return {}
        return {key: one for key, one in known.items() if key not in self.refused}

    def begun(self) -> Change:
        """Return what the form gave by itself when it was opened, which is to be saved as well."""
        return Change() if self.is_read_only else self._begun

    @property
    def is_read_only(self) -> bool:
        return self.screen.status is ScreenStatus.COMPLETED or self.screen.standing.needs_newer

    def take_screen(self, screen: Screen) -> None:
        """Take what the service returned; answers typed since stay as they are here."""
        self.screen = screen
        self._states.clear()

    # Answers

    @property
    def answers(self) -> Mapping[str, Answer]:
        return self.filling.answers

    def answer_to(self, key: str) -> Answer:
        return self.filling.answer_to(key)

    def put(self, key: str, answer: Answer) -> Change:
        before, was_kept = self.filling.answer_to(key), self.filling.is_kept(key)
        self.steps.append(AnswerGiven(key=key, before=before, was_kept=was_kept))
        return self._seen(self.filling.put(key, answer))

    def follow_again(self, key: str) -> Change:
        """Let the form work out again what a person typed over."""
        before = self.filling.answer_to(key)
        self.steps.append(AnswerGiven(key=key, before=before, was_kept=True))
        return self._seen(self.filling.follow_again(key))

    def add_block(self, key: str, now: datetime) -> tuple[str, Change]:
        """Add an occurrence beside the one that begins at `key`; return where it begins."""
        tokens = self.filling.tree.nodes[key].tokens[:-1]
        token = new_token(now)
        added = key_of(link_id_of(key), (*tokens, token))
        change = self.filling.add_block(key, token)
        self.steps.append(BlockAdded(key=added))
        self.form.forget_rows()
        return added, self._seen(change)

    def remove_block(self, key: str) -> Change:
        answers = answers_under(self.filling, key)
        self.steps.append(BlockRemoved(key=key, answers=answers))
        change = self.filling.remove_block(key)
        self.form.forget_rows()
        return self._seen(change)

    def take_back(self) -> Undone | None:
        """Undo the last thing done, or return None with nothing to take back."""
        if not self.steps:
            return None
        step = self.steps.pop()
        change = self._seen(step.take_back(self.filling))
        moved_rows = not isinstance(step, AnswerGiven)
        if moved_rows:
            self.form.forget_rows()
        to_save = {key: self.answer_to(key) for key in step.answered()}
        to_save.update(change.calculated)
        return Undone(key=step.key, change=change, to_save=to_save, moved_rows=moved_rows)

    def beside_block(self, key: str) -> str:
        """Return where the occurrence begins that is read when this one is gone."""
        tree = self.filling.tree
        several = [node.key for node in tree.occurrences(tree.nodes[key])]
        place = several.index(key)
        return (several[place + 1 :] or several[max(0, place - 1) : place] or [key])[0]

    def drop_offer(self, key: str) -> None:
        self.refused.add(key)
        self.form.known.pop(key, None)

    def _seen(self, change: Change) -> Change:
        for key in change.keys:
            self._states.pop(self.section_of(key), None)
        return change

    # Sections

    def sections(self) -> tuple[SectionEntry, ...]:
        """Return the sections that apply, numbered as they are shown."""
        shown = (section for section in self.questionnaire.sections if self._applies(section))
        return tuple(
            SectionEntry(
                link_id=section.link_id,
                number=number,
                title=self._title(section),
                state=self._state(section.link_id),
            )
            for number, section in enumerate(shown, start=1)
        )

    def _title(self, section: Item) -> str:
        return self.filling.text_of(section.link_id) or section.text or section.link_id

    def _state(self, section: str) -> SectionState:
        if section not in self._states:
            self._states[section] = self._state_now(section)
        return self._states[section]

    def _state_now(self, section: str) -> SectionState:
        state = self.filling.section_state(section)
        # Nothing more may be required, but only whoever leaves a section says that it is done.
        has_been_left = section in self.screen.sections_left
        if state is SectionState.COMPLETED and not has_been_left:
            return SectionState.IN_PROGRESS
        return state

    def look_again(self) -> None:
        """Judge every section anew: a rule in one may read what was answered in another."""
        self._states.clear()

    def first_section(self) -> str:
        """Return the section this screen was left at, or the first."""
        shown = [entry.link_id for entry in self.sections()]
        if self.screen.current_section in shown:
            return self.screen.current_section
        return shown[0] if shown else ""

    def neighbour(self, section: str, step: int) -> str | None:
        shown = [entry.link_id for entry in self.sections()]
        if section not in shown:
            return shown[0] if shown else None
        place = shown.index(section) + step
        return shown[place] if 0 <= place < len(shown) else None

    def section_of(self, key: str) -> str:
        return self.form.section_of(key)

    def questions(self, section: str) -> SectionShown:
        """Return everything in the section, shown or not, in reading order."""
        return self.form.questions(section)

    def changed(self, section: str, change: Change) -> tuple[QuestionShown, ...]:
        return self.form.changed(section, change)

    def problems_in(self, section: str) -> tuple[Problem, ...]:
        """Return what is wrong in the section; what is only a warning as well."""
        return self.filling.problems(section)

    def all_problems(self) -> tuple[Problem, ...]:
        return self.filling.problems()

    def dropped(self) -> tuple[str, ...]:
        return self.filling.dropped()

    def warnings(self) -> tuple[Finding, ...]:
        return self.filling.warnings()

    def _applies(self, section: Item) -> bool:
        if section.hidden:
            return False
        tops = [child.link_id for child in section.children] if section.is_implicit else []
        nodes = self.filling.tree.by_link_id
        return any(node.applies for top in tops or [section.link_id] for node in nodes.get(top, ()))
