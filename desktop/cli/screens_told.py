"""What is told of a form and its answers: what applies, what follows, what stands in the way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from desktop.domain.screen import Answer
from desktop.forms import (
    Filling,
    Finding,
    Problem,
    Questionnaire,
    link_id_of,
    read_response,
    written_response,
)
from desktop.forms.cells import wiring_of
from desktop.forms.resource import Node, text_at
from desktop.forms.tree import Node as Place
from desktop.forms.tree import blocks_above
from desktop.wording.errors import has_sentence, sentence

# Said of the response as a whole, and passed on as it came.
_ABOUT = ("id", "identifier", "subject", "encounter", "authored", "author", "source")
_FINISHED = frozenset({"completed", "amended"})
_STATUSES = _FINISHED | {"in-progress", "entered-in-error", "stopped"}

Told = dict[str, Any]


def told_of_refused(findings: Iterable[Finding]) -> Told:
    """Say that a refused form asks nothing, and why it is refused."""
    return {
        "response": {},
        "enabled": [],
        "calculated": {},
        "completable": False,
        "messages": [_of_finding(one) for one in findings],
    }


@dataclass
class Telling:
    """`edited` are calculated questions that a person typed over.

    Stored answers win over what would be calculated now only where `is_reloaded`; first values are
    given only where not.
    """

    form: Questionnaire
    answers: Node
    is_reloaded: bool = False
    edited: frozenset[str] = frozenset()
    now: datetime | None = None
    filling: Filling = field(init=False)

    def __post_init__(self) -> None:
        read = read_response(self.form, self.answers)
        self._wiring = wiring_of(self.form)
        self._left_over = read.left_over
        self._misfits = [each for each in read.misfits if not self._is_ours(each)]
        self.filling = Filling(
            self.form,
            {key: self._owned(key, answer) for key, answer in read.answers.items()},
            now=self.now,
            is_reopened=self.is_reloaded,
            gives_initial=not self.is_reloaded,
            came=read.came,
        )

    def _owned(self, key: str, answer: Answer) -> Answer:
        """Say of an answer to a calculated question whether the form or a person gave it."""
        return replace(answer, is_calculated=self._is_ours(link_id_of(key)))

    def _is_ours(self, link_id: str) -> bool:
        return link_id in self._wiring.calculated and link_id not in self.edited

    def told(self, findings: Iterable[Finding]) -> Told:
        problems = self.filling.problems()
        is_completable = not self._misfits and all(problem.is_warning for problem in problems)
        return {
            "response": self._response(is_completable=is_completable),
            "enabled": self._enabled(),
            "calculated": self._calculated(),
            "completable": is_completable,
            "messages": [
                *map(_of_finding, findings),
                *map(_of_problem, problems),
                *map(_of_finding, self.filling.warnings()),
                *self._of_the_answers(),
            ],
        }

    def _response(self, *, is_completable: bool) -> Told:
        """Write the answers that apply. What may not be called completed is not."""
        status = text_at(self.answers, "status") or "in-progress"
        if status not in _STATUSES or (status in _FINISHED and not is_completable):
            status = "in-progress"
        written = written_response(self.form, self.filling.tree, status=status)
        items = {"item": written.pop("item")} if "item" in written else {}
        about = {name: self.answers[name] for name in _ABOUT if name in self.answers}
        return {**written, **about, **items}

    def _enabled(self) -> list[str]:
        enabled = self.filling.enabled_link_ids()
        return [link_id for link_id in self.form.items if link_id in enabled]

    def _calculated(self) -> Told:
        return {
            link_id: self._worked_out(link_id)
            for link_id in self.form.items
            if link_id in self._wiring.calculated
        }

    def _worked_out(self, link_id: str) -> object:
        """Return the value; one for each occurrence, where the question can occur several times."""
        found = [_plain(place) for place in self.filling.tree.by_link_id.get(link_id, ())]
        if blocks_above(self.form.items, link_id):
            return found
        return found[0] if found else None

    def _of_the_answers(self) -> Iterator[Told]:
        form = text_at(self.answers, "questionnaire").partition("|")[0]
        if form and form != self.form.canonical.partition("|")[0]:
            yield _message("", "finding", "answers_to_other", f"These answers are to {form}.")
        for link_id in self._misfits:
            text = "This answer is not of the type that the question asks for. It was left out."
            yield _message(link_id, "error", "other_type", text)
        for link_id in self._left_over:
            text = "The form has no place for this answer, or for all of it. It was left out."
            yield _message(link_id, "finding", "left_over", text)
        for key in self.filling.dropped():
            text = "This does not apply, so its answer is left out."
            yield _message(link_id_of(key), "finding", "dropped", text)


def _plain(place: Place) -> object:
    found = [
        next(each for name, each in element.items() if name.startswith("value"))
        for value in place.values()
        if (element := place.element(value))
    ]
    if len(found) > 1:
        return found
    return found[0] if found else None


def _of_finding(one: Finding) -> Told:
    return _message(one.link_id, str(one.level), one.rule, one.text)


def _of_problem(problem: Problem) -> Told:
    key, details = problem.message_key, problem.details
    text = sentence(key, details) if has_sentence(key) else " ".join((key, *details.values()))
    level = "warning" if problem.is_warning else "error"
    return _message(problem.link_id, level, key, text)


def _message(link_id: str, level: str, rule: str, text: str) -> Told:
    return {"linkId": link_id, "level": level, "message": text, "rule": rule}
