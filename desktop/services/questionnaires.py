"""The screens in use: ours, which ship with the program, and those the service imported."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from desktop import forms
from desktop.domain.identity import FormId, new_uuid
from desktop.domain.screen import Form
from desktop.errors import NotFoundError, RuleBrokenError
from desktop.forms import Inspection, Questionnaire
from desktop.services.ports import Clock, OpenUnitOfWork, Reads
from desktop.services.values import FormChoice, Session

_OURS = "https://custodyliaison.example/fhir/Questionnaire/"
LIAISON_SCREEN = _OURS + "liaison-diversion-screen"
HEALTH_ASSESSMENT = _OURS + "custody-health-assessment"
STREET_TRIAGE = _OURS + "street-triage-contact"
PRE_RELEASE = _OURS + "pre-release-risk-assessment"
SAFETY_PLAN = _OURS + "safety-plan"
NEWS2 = _OURS + "news2"

# The screens in the order in which a day needs them; what is not named here follows by title.
_ORDER = (LIAISON_SCREEN, HEALTH_ASSESSMENT, STREET_TRIAGE, PRE_RELEASE, SAFETY_PLAN)
_INSTRUMENTS = "instruments"

# A form is one entry of the journal, which any side may refuse above 256 KB.
_MOST_BYTES = 250 * 1024


class FormAlreadyInUseError(RuleBrokenError):
    message_key = "error.form_in_use"


class FormTooLargeError(RuleBrokenError):
    message_key = "error.form_too_large"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltIn:
    """A form that ships with the program, known by name: it is read when somebody needs it."""

    canonical: str
    title: str
    is_instrument: bool
    file: Traversable

    @property
    def version(self) -> tuple[tuple[int, str], ...]:
        """Return what versions are compared by: 1.10.0 comes after 1.9.0."""
        parts = self.canonical.partition("|")[2].split(".")
        return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


@cache
def built_in_index() -> dict[str, BuiltIn]:
    return index_of(files("resources") / "questionnaires")


def index_of(folder: Traversable) -> dict[str, BuiltIn]:
    """Return the forms in a folder and below by canonical, earlier versions included."""
    found = sorted(_files(folder, ()), key=_place_in_list)
    return {one.canonical: one for one in found}


def _files(folder: Traversable, above: tuple[str, ...]) -> Iterator[BuiltIn]:
    for file in folder.iterdir():
        if file.is_dir():
            yield from _files(file, (*above, file.name))
        elif file.name.endswith(".json"):
            form = json.loads(file.read_bytes())
            yield BuiltIn(
                canonical=f"{form['url']}|{form['version']}",
                title=form["title"],
                is_instrument=_INSTRUMENTS in above,
                file=file,
            )


def _place_in_list(one: BuiltIn) -> tuple[bool, int, str, str]:
    url = _url(one.canonical)
    place = _ORDER.index(url) if url in _ORDER else len(_ORDER)
    return one.is_instrument, place, one.title, one.canonical


@cache
def _built_in_form(canonical: str) -> Questionnaire:
    return forms.load(built_in_index()[canonical].file.read_bytes())


def built_in() -> dict[str, Questionnaire]:
    """Return every form that ships, read. Whoever needs one of them asks Questionnaires."""
    return {canonical: _built_in_form(canonical) for canonical in built_in_index()}


def newest_of(index: Mapping[str, BuiltIn]) -> tuple[BuiltIn, ...]:
    """Return the versions in use: of each form the newest."""
    newest: dict[str, BuiltIn] = {}
    for one in index.values():
        known = newest.get(_url(one.canonical))
        if known is None or known.version < one.version:
            newest[_url(one.canonical)] = one
    return tuple(newest.values())


@dataclass(frozen=True, slots=True)
class Questionnaires:
    """Finds a questionnaire by canonical (url|version); reads each imported one once."""

    reads: Reads
    _loaded: dict[str, Questionnaire] = field(default_factory=dict)

    def get(self, canonical: str) -> Questionnaire:
        """Return the questionnaire. A bare url finds the one in use. Raises NotFoundError."""
        found = self._find(canonical)
        if found is None:
            raise NotFoundError(kind="form")
        return found

    def _find(self, canonical: str) -> Questionnaire | None:
        if canonical in self._loaded:
            return self._loaded[canonical]
        ours = _canonical_of_ours(canonical)
        if ours:
            return _built_in_form(ours)
        for form in self.reads.forms():
            if canonical in (form.canonical, _url(form.canonical)):
                if form.canonical not in self._loaded:
                    self._loaded[form.canonical] = forms.load(form.raw)
                return self._loaded[form.canonical]
        return None

    def section_count(self, canonical: str) -> int:
        found = self._find(canonical)
        return len(found.sections) if found else 0


def _canonical_of_ours(canonical: str) -> str:
    """Return which of our forms is meant, "" where it is none of them."""
    if canonical in built_in_index():
        return canonical
    names = (one.canonical for one in newest_of(built_in_index()))
    return next((name for name in names if _url(name) == canonical), "")


def _url(canonical: str) -> str:
    return canonical.partition("|")[0]


@dataclass(frozen=True, slots=True)
class ListForms:
    """Every form that may be begun: our screens, those imported here, and single instruments."""

    reads: Reads

    def __call__(self) -> tuple[FormChoice, ...]:
        ours = [
            FormChoice(
                canonical=one.canonical,
                title=one.title,
                is_built_in=True,
                is_instrument=one.is_instrument,
            )
            for one in newest_of(built_in_index())
        ]
        imported = [
            FormChoice(
                canonical=form.canonical, title=form.title, is_built_in=False, form_id=form.id
            )
            for form in self.reads.forms()
            if form.is_active
        ]
        screens = [one for one in ours if not one.is_instrument]
        return (*screens, *imported, *(one for one in ours if one.is_instrument))


def inspect_form(raw: bytes) -> Inspection:
    """Say what a questionnaire file holds and whether it works here, before anything is taken."""
    return forms.inspect(raw)


@dataclass(frozen=True, slots=True)
class ImportForm:
    """Put an imported questionnaire to use: its bytes are journalled as they came."""

    reads: Reads
    open_unit_of_work: OpenUnitOfWork
    session: Session
    now: Clock
    new_id: Callable[[], Any] = new_uuid

    def __call__(self, raw: bytes) -> Form:
        questionnaire = forms.load(raw)
        if len(raw) > _MOST_BYTES:
            raise FormTooLargeError(most=_MOST_BYTES // 1024)
        if questionnaire.canonical in built_in_index():
            raise FormAlreadyInUseError(canonical=questionnaire.canonical)
        for known in self.reads.forms():
            if known.sha256 == questionnaire.sha256:
                return self._activated(known)
            if known.canonical == questionnaire.canonical:
                raise FormAlreadyInUseError(canonical=questionnaire.canonical)
        form = Form(
            id=FormId(self.new_id()),
            canonical=questionnaire.canonical,
            title=questionnaire.title,
            sha256=questionnaire.sha256,
            raw=raw,
            imported_at=self.now(),
            imported_by=self.session.practitioner.id,
            is_active=True,
        )
        with self.open_unit_of_work() as work:
            work.forms.add(form)
            work.commit()
            return work.forms.get(form.id)

    def _activated(self, form: Form) -> Form:
        with self.open_unit_of_work() as work:
            work.forms.change(form, replace(form, is_active=True))
            work.commit()
            return work.forms.get(form.id)
