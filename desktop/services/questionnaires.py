"""The screens in use: ours, which ship with the program, and those the service imported."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from desktop import forms
from desktop.domain.identity import FormId, new_uuid
from desktop.domain.screen import Form
from desktop.errors import NotFoundError, RuleBrokenError
from desktop.forms import Inspection, Questionnaire
from desktop.services.ports import Clock, OpenUnitOfWork, Reads
from desktop.services.values import FormChoice, Session

LIAISON_SCREEN = "https://custodyliaison.example/fhir/Questionnaire/liaison-diversion-screen"


# A form is one entry of the journal, which any side may refuse above 256 KB.
_MOST_BYTES = 250 * 1024


class FormAlreadyInUseError(RuleBrokenError):
    message_key = "error.form_in_use"


class FormTooLargeError(RuleBrokenError):
    message_key = "error.form_too_large"


@cache
def built_in() -> dict[str, Questionnaire]:
    """Return the questionnaires under resources/questionnaires, by canonical."""
    folder = files("resources") / "questionnaires"
    loaded = (
        forms.load(file.read_bytes()) for file in folder.iterdir() if file.name.endswith(".json")
    )
    return {questionnaire.canonical: questionnaire for questionnaire in loaded}


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
        for name, questionnaire in built_in().items():
            if canonical in (name, _url(name)):
                return questionnaire
        for form in self.reads.forms():
            if canonical in (form.canonical, _url(form.canonical)):
                if form.canonical not in self._loaded:
                    self._loaded[form.canonical] = forms.load(form.raw)
                return self._loaded[form.canonical]
        return None

    def section_count(self, canonical: str) -> int:
        found = self._find(canonical)
        return len(found.sections) if found else 0


def _url(canonical: str) -> str:
    return canonical.partition("|")[0]


@dataclass(frozen=True, slots=True)
class ListForms:
    reads: Reads

    def __call__(self) -> tuple[FormChoice, ...]:
        ours = [
            FormChoice(canonical=canonical, title=one.title, is_built_in=True)
            for canonical, one in built_in().items()
        ]
        imported = [
            FormChoice(
                canonical=form.canonical, title=form.title, is_built_in=False, form_id=form.id
            )
            for form in self.reads.forms()
            if form.is_active
        ]
        return (*ours, *imported)


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
        if questionnaire.canonical in built_in():
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
