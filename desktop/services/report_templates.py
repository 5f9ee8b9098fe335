"""Court report templates as data: read from resources/court_reports, filled from one screen.

The format is described in resources/court_reports/README.md.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from desktop.domain.court_report import ReportSection
from desktop.domain.person import Gender, Person
from desktop.domain.screen import Answer, Coding, ConsentScope
from desktop.errors import NotFoundError
from desktop.forms import Filling, Item, link_id_of, tokens_of
from desktop.services.answer_words import answer_words
from desktop.services.values import ReportTemplate

_PLACE = re.compile(r"\{([^{}]+)\}")
_ANSWER = "answer:"
_PRONOUNS: Mapping[Gender, tuple[str, str, str, str]] = {
    Gender.MALE: ("he", "him", "his", "himself"),
    Gender.FEMALE: ("she", "her", "her", "herself"),
}
_THEY = ("they", "them", "their", "themself")


@cache
def templates() -> dict[str, dict[str, Any]]:
    folder = files("resources") / "court_reports"
    found = (
        json.loads(file.read_text("utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".json") and file.name != "checks.json"
    )
    return {template["key"]: template for template in found}


def list_templates() -> tuple[ReportTemplate, ...]:
    return tuple(
        ReportTemplate(key=key, title=template["title"])
        for key, template in sorted(templates().items())
    )


def template_named(key: str) -> dict[str, Any]:
    """Return a template. Raises NotFoundError."""
    found = templates().get(key)
    if found is None:
        raise NotFoundError(kind="template")
    return found


@dataclass(frozen=True, slots=True)
class TemplateFiller:
    """Fills a template's lines from answers that stand: they apply, have a value, are agreed to.

    Of what occurs more than once, such as medicines, every occurrence is said.
    """

    person: Person
    filling: Filling
    given_scopes: frozenset[ConsentScope]
    _standing: Mapping[str, tuple[Answer, ...]] = field(init=False)

    def __post_init__(self) -> None:
        standing: dict[str, tuple[Answer, ...]] = {}
        for key, answer in sorted(
            self.filling.answers.items(), key=lambda pair: tokens_of(pair[0])
        ):
            if answer.values and self.filling.applies(key):
                link_id = link_id_of(key)
                standing[link_id] = (*standing.get(link_id, ()), answer)
        object.__setattr__(self, "_standing", standing)

    def sections(self, template: Mapping[str, Any]) -> dict[str, ReportSection]:
        agreed = ConsentScope(template["scope"]) in self.given_scopes
        wanted = [section for section in template["sections"] if section.get("is_on", True)]
        return {
            section["key"]: self._section(section, order, agreed=agreed)
            for order, section in enumerate(wanted)
        }

    def _section(self, section: Mapping[str, Any], order: int, *, agreed: bool) -> ReportSection:
        lines = [line for line in section["lines"] if agreed and self._applies(line)]
        text = ""
        for line in lines:
            gap = "\n\n" if line.get("break") and text else " "
            words = self._filled(line["text"], lower=line.get("lower", False))
            text = (text + gap + _as_sentence(words)).strip()
        body = text or section.get("if_empty", "")
        parts = [" ".join(section.get("opening", ())), body, " ".join(section.get("closing", ()))]
        sources = [link for line in lines for link in _links(line)]
        return ReportSection(
            title=section["title"],
            text="\n\n".join(self._filled(part) for part in parts if part),
            order=order,
            sources=tuple(dict.fromkeys(sources)),
        )

    def _applies(self, line: Mapping[str, Any]) -> bool:
        if not set(_links(line)) <= self._standing.keys():
            return False
        codes = {code for answer in self._standing[line["when"]] for code in _codes(answer)}
        if "equals" in line and not codes & set(line["equals"]):
            return False
        if codes & set(line.get("excludes", ())):
            return False
        return "scope" not in line or ConsentScope(line["scope"]) in self.given_scopes

    def _filled(self, text: str, *, lower: bool = False) -> str:
        return _PLACE.sub(lambda match: self._place(match[1], lower=lower), text)

    def _place(self, place: str, *, lower: bool) -> str:
        if place.startswith(_ANSWER):
            link_id = place.removeprefix(_ANSWER)
            item: Item = self.filling.questionnaire.items[link_id]
            return "; ".join(
                answer_words(item, answer, lower=lower) for answer in self._standing[link_id]
            )
        they = _PRONOUNS.get(self.person.gender, _THEY)
        if "|" in place:
            singular, plural = place.split("|", 1)
            return plural if they is _THEY else singular
        if place == "name":
            return f"{self.person.given_name} {self.person.family_name}".strip()
        word = dict(zip(("they", "them", "their", "themself"), they, strict=True))[place.lower()]
        return word.capitalize() if place[0].isupper() else word


def _as_sentence(words: str) -> str:
    """Begin with a capital and end once: what was typed may begin small or end in a mark."""
    ended = re.sub(r"([?!…])\.$", r"\1", words)
    return ended[:1].upper() + ended[1:]


def _links(line: Mapping[str, Any]) -> list[str]:
    named = [place for place in _PLACE.findall(line["text"]) if place.startswith(_ANSWER)]
    return [line["when"], *(place.removeprefix(_ANSWER) for place in named)]


def _codes(answer: Answer) -> set[str]:
    words: Callable[[object], str] = lambda value: str(value).lower()  # noqa: E731
    return {value.code if isinstance(value, Coding) else words(value) for value in answer.values}
