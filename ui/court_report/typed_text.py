"""What was typed into a report and is not known to be saved. Forgets nothing that was not taken."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heading:
    court: str
    hearing_at: datetime | None


@dataclass(frozen=True, slots=True)
class Unsaved:
    """One attempt to save: `taken` says how far typing had come, per section."""

    sections: dict[str, str]
    heading: Heading
    taken: dict[str, int]


_HEADING = ""  # no section has this key


@dataclass(slots=True)
class TypedText:
    """Every key press has a number; a save settles only the presses it carried.

    So saves may overlap, fail or be repeated in any order, and neither an older text replaces a
    newer one nor is a text forgotten because a later save of another section went well.
    """

    heading: Heading
    _sections: dict[str, str] = field(default_factory=dict)
    _pressed: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    def type_section(self, key: str, text: str) -> None:
        self._sections[key] = text
        self._press(key)

    def type_heading(self, heading: Heading) -> None:
        if heading != self.heading:
            self.heading = heading
            self._press(_HEADING)

    def take(self) -> Unsaved:
        return Unsaved(dict(self._sections), self.heading, dict(self._pressed))

    def take_up(self, kept: Unsaved) -> None:
        """Type again what an earlier page could not save."""
        for key, text in kept.sections.items():
            self.type_section(key, text)
        if _HEADING in kept.taken:
            self.type_heading(kept.heading)

    def settle(self, saved: Unsaved) -> None:
        for key, pressed in saved.taken.items():
            if self._pressed.get(key) == pressed:
                del self._pressed[key]
                self._sections.pop(key, None)

    def is_unsaved(self) -> bool:
        return bool(self._pressed)

    def unsaved_sections(self) -> dict[str, str]:
        return dict(self._sections)

    def has_unsaved_heading(self) -> bool:
        return _HEADING in self._pressed

    def _press(self, key: str) -> None:
        self._count += 1
        self._pressed[key] = self._count
