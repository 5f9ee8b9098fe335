"""Which of the sections that were left are complete: stored, so that lists look at no answer."""

from dataclasses import dataclass, replace

from desktop.domain.screen import Screen, ScreenStatus
from desktop.forms import SectionState
from desktop.services.form_facts import FilledScreens


@dataclass(frozen=True, slots=True)
class NoteCompleteSections:
    """Judges every section that was ever left: what is told in one may be called for by another."""

    filled_screens: FilledScreens

    def __call__(self, screen: Screen) -> Screen:
        if not screen.sections_left:
            return screen
        filling = self.filled_screens(screen)
        sections = {section.link_id for section in filling.questionnaire.sections}
        complete = {
            section: filling.section_state(section) is SectionState.COMPLETED
            for section in screen.sections_left
            if section in sections
        }
        return replace(screen, sections_complete=complete)


def complete_sections(screen: Screen, total: int) -> int | None:
    """Return how many sections are complete; None where that was not noted when they were left."""
    if screen.status is ScreenStatus.COMPLETED:
        return total
    if screen.sections_left.keys() - screen.sections_complete.keys():
        return None
    return sum(screen.sections_complete.values())
