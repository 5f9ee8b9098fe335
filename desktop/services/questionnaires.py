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


class FormAlreadyInUseError(RuleBrokenError):
    message_key = "error.form_in_use"


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
        for known in (built_in(), self._loaded):
            for name, questionnaire in known.items():
                if canonical in (name, name.partition("|")[0]):
                    return questionnaire
        for form in self.reads.forms():
            if canonical in (form.canonical, form.canonical.partition("|")[0]):
                return self._loaded.setdefault(form.canonical, forms.load(form.raw))
        return None

    def section_count(self, canonical: str) -> int:
        found = self._find(canonical)
        return len(found.sections) if found else 0


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
