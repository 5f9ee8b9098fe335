"""The screen as it stands at this desk: its answers, what they show, what can be taken back.

Knows no Qt and saves nothing: the presenter does both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.screen import Answer, Screen, ScreenStatus
from desktop.forms import (
    Item,
    Problem,
    Score,
    SectionState,
    enabled_items,
    scores,
    screen_problems,
    section_problems,
    section_state,
)
from desktop.services.values import OpenScreen
from ui.screening.question import NO_ANSWER, QuestionShown, flatten, kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEntry:
    """One line of the section list."""

    link_id: str
    number: int
    title: str
    state: SectionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An answer that can be taken back: what stood there before."""

    link_id: str
    before: Answer


class ScreenInHand:
    """One practitioner's working copy; answers to hidden questions are kept while it is open."""

    def __init__(self, opened: OpenScreen) -> None:
        self.screen = opened.screen
        self.questionnaire = opened.questionnaire
        self.names = opened.names
        self.known = dict(opened.known)
        self.answers = opened.answers()
        self.steps: list[Step] = []
        self._enabled = enabled_items(self.questionnaire, self.answers)
        self._section_of = {
            link_id: section.link_id
            for section in self.questionnaire.sections
            for link_id in (item.link_id for item in section.walk())
        }

    def go_on_from(self, steps: Sequence[Step], unsaved: Mapping[str, Answer]) -> None:
        """Go on from an earlier opening: what can be taken back, and what is not saved yet."""
        self.steps = list(steps)
        self.answers.update(unsaved)
        self._enabled = enabled_items(self.questionnaire, self.answers)

    @property
    def is_read_only(self) -> bool:
        return self.screen.status is ScreenStatus.COMPLETED or self.screen.standing.needs_newer

    def take_screen(self, screen: Screen) -> None:
        """Take what the service returned; answers typed since stay as they are here."""
        self.screen = screen

    def answer_to(self, link_id: str) -> Answer:
        return self.answers.get(link_id, NO_ANSWER)

    def put(self, link_id: str, answer: Answer) -> None:
        self.steps.append(Step(link_id=link_id, before=self.answer_to(link_id)))
        self._set(link_id, answer)

    def take_back(self) -> Step | None:
        """Undo the last answer and return what now stands, or None with nothing to take back."""
        if not self.steps:
            return None
        step = self.steps.pop()
        self._set(step.link_id, step.before)
        return step

    def drop_offer(self, link_id: str) -> None:
        self.known.pop(link_id, None)

    def sections(self) -> tuple[SectionEntry, ...]:
        """Return the sections that apply, numbered as they are shown."""
        shown = (section for section in self.questionnaire.sections if self._applies(section))
        return tuple(
            SectionEntry(
                link_id=section.link_id,
                number=number,
                title=section.text or section.link_id,
                state=self._state(section.link_id),
            )
            for number, section in enumerate(shown, start=1)
        )

    def _state(self, section: str) -> SectionState:
        state = section_state(self.questionnaire, self.answers, section)
        # Nothing more may be required, but only whoever leaves a section says that it is done.
        has_been_left = section in self.screen.sections_left
        if state is SectionState.COMPLETED and not has_been_left:
            return SectionState.IN_PROGRESS
        return state

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

    def section_of(self, link_id: str) -> str:
        return self._section_of.get(link_id, "")

    def questions(self, section: str) -> tuple[QuestionShown, ...]:
        """Return everything in the section, shown or not, in reading order."""
        known_scores = {s.link_id: s for s in scores(self.questionnaire, self.answers)}
        return tuple(
            self._question(level, item, known_scores.get(item.link_id))
            for level, item in flatten(self.questionnaire.section(section))
        )

    def problems_in(self, section: str) -> tuple[Problem, ...]:
        return tuple(section_problems(self.questionnaire, self.answers, section))

    def all_problems(self) -> tuple[Problem, ...]:
        return tuple(screen_problems(self.questionnaire, self.answers))

    def _applies(self, section: Item) -> bool:
        return section.link_id in self._enabled and not section.hidden

    def _set(self, link_id: str, answer: Answer) -> None:
        # An emptied answer stays as an empty one: the draft must say so to the journal.
        self.answers[link_id] = answer
        self._enabled = enabled_items(self.questionnaire, self.answers)

    def _question(self, level: int, item: Item, score: Score | None) -> QuestionShown:
        answer = self.answer_to(item.link_id)
        shown = QuestionShown(
            item=item,
            kind=kind_of(item),
            level=level,
            is_shown=item.link_id in self._enabled,
            answer=answer,
            score=score,
            has_conflict=f"answers/{item.link_id}" in self.screen.standing.conflicts,
        )
        if answer.is_given() or not shown.is_asked:
            return shown
        return replace(shown, known=self.known.get(item.link_id))
