"""Warnings that the answers of a screen give reason for. They are proposed; a clinician decides.

What is looked for is data (resources/warnings/proposed.json). No grade of risk is made of anything.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from desktop.domain.identity import ScreenId
from desktop.domain.person import Marker, MarkerKind
from desktop.domain.screen import Answer, Coding, Screen, Value
from desktop.forms import Filling, link_id_of, tokens_of
from desktop.services.answers_in_full import value_in_full
from desktop.services.form_facts import as_typed
from desktop.services.ports import Drafts, Reads
from desktop.wording.clinical import clinical_date, in_uk_time
from desktop.wording.words import text as _

_BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class ProposedWarning:
    """`because` is the linkId of the question whose answer gives the reason."""

    kind: MarkerKind
    note: str
    because: str


@dataclass(frozen=True, slots=True)
class WarningRule:
    """One line of the data; `note` is words, chosen, see_screen or none."""

    question: str
    answers: tuple[str | bool, ...]
    kind: MarkerKind
    note: str
    words: str = ""
    opening: str = ""


@dataclass(frozen=True, slots=True)
class WarningRules:
    system: str
    rules: tuple[WarningRule, ...]


@cache
def warning_rules() -> WarningRules:
    data = json.loads((files("resources") / "warnings" / "proposed.json").read_text("utf-8"))
    rules = (
        WarningRule(**{**rule, "answers": tuple(rule["answers"]), "kind": MarkerKind(rule["kind"])})
        for rule in data["rules"]
    )
    return WarningRules(data["system"], tuple(rules))


@dataclass(frozen=True, slots=True)
class ProposeWarnings:
    """`filled` makes the Filling of a screen, as everywhere a stored screen is read."""

    reads: Reads
    drafts: Drafts
    filled: Callable[[Screen], Filling]

    def __call__(self, screen_id: ScreenId) -> tuple[ProposedWarning, ...]:
        """Return what the answers as typed give reason for and no current warning says yet."""
        screen = as_typed(self.reads, self.drafts, screen_id)
        current = self.reads.person(screen.person_id).current_markers()
        filling = self.filled(screen)
        found: dict[tuple[MarkerKind, str], ProposedWarning] = {}
        for rule in warning_rules().rules:
            for key in _keys(filling, rule.question):
                note = _note(rule, key, filling, screen, current)
                if note is not None:
                    proposed = ProposedWarning(rule.kind, note, link_id_of(key))
                    found.setdefault((rule.kind, note), proposed)
        return tuple(found.values())


def _keys(filling: Filling, code: str) -> Iterator[str]:
    """Yield the places that ask this and apply, wherever the form puts them."""
    for key in filling.answers:
        item = filling.questionnaire.items.get(link_id_of(key))
        if item is not None and item.means(code, warning_rules().system) and filling.applies(key):
            yield key


def _note(
    rule: WarningRule, key: str, filling: Filling, screen: Screen, current: Sequence[Marker]
) -> str | None:
    """Return what the warning would say; None where there is no reason, or it is said already."""
    chosen = [value for value in filling.answer_to(key).values if _code(value) in rule.answers]
    if not chosen:
        return None
    said = [marker.note for marker in current if marker.kind is rule.kind]
    if rule.opening:
        said = [_after(rule.opening, note) for note in said if _opens(rule.opening, note)]
    if rule.note in ("see_screen", "none"):
        return None if said else _opened(rule.opening, _pointer(rule, screen))
    item = filling.questionnaire.items[link_id_of(key)]
    parts = [_plain(value_in_full(item, value)) for value in chosen]
    if rule.note == "words":
        parts = _words(filling, rule.words, key)
    fresh = [part for part in parts if not _is_said(part, said)]
    if not fresh and (parts or said):
        return None
    return _opened(rule.opening, _BETWEEN.join(fresh))


def _code(value: Value) -> Value:
    return value.code if isinstance(value, Coding) else value


def _words(filling: Filling, code: str, beside: str) -> list[str]:
    """Return what the question for the words was told, in the same entry where it repeats."""
    words = []
    for key in _keys(filling, code):
        answer: Answer = filling.answer_to(key)
        if tokens_of(key) == tokens_of(beside) and answer.absent is None:
            item = filling.questionnaire.items[link_id_of(key)]
            words += [_plain(value_in_full(item, value)) for value in answer.values]
    return [one for one in words if one]


def _pointer(rule: WarningRule, screen: Screen) -> str:
    if rule.note == "none":
        return ""
    day = in_uk_time(screen.started_at).date()
    return _("see screen of {date}", date=clinical_date(day))


def _opened(opening: str, words: str) -> str:
    return ": ".join(part for part in (opening, words) if part)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _opens(opening: str, note: str) -> bool:
    return _plain(note).casefold().startswith(opening.casefold())


def _after(opening: str, note: str) -> str:
    return _plain(note)[len(opening) :].lstrip(": ")


def _is_said(part: str, notes: Sequence[str]) -> bool:
    """Whether a note says the same, or the same and more. In doubt it is proposed once more."""
    wanted = _plain(part).casefold().rstrip(".")
    pieces = [piece for note in notes for piece in (note, *note.split(_BETWEEN.strip()))]
    for piece in pieces:
        begins, _found, rest = _plain(piece).casefold().partition(wanted)
        if not begins and _found and not rest[:1].isalnum():
            return True
    return False
