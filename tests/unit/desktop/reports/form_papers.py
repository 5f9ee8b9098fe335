"""Forms and screens ready for paper: those that ship, and small ones made for one test."""

import json
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

from desktop.domain.identity import PersonId, PractitionerId, ScreenId
from desktop.domain.screen import Answer, Screen
from desktop.forms import Filling, Questionnaire, load
from desktop.services.form_papers import PaperPerson, PaperSignature, ScreenPaper
from desktop.services.written_out import write_out
from tests.unit.desktop.reports.papers import AT

NURSE = PractitionerId(UUID(int=3))
WORKER = PractitionerId(UUID(int=4))
NAMES = {NURSE: "Jide Okafor", WORKER: "Priya Shah"}


def shipped(path: str) -> Questionnaire:
    return load((files("resources") / "questionnaires" / path).read_bytes())


def item(link_id: str, kind: str, text: str = "", **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "type": kind, "text": text or link_id, **more}


def options(*words: str) -> list[dict[str, Any]]:
    return [{"valueCoding": {"code": word.lower(), "display": word}} for word in words]


def only_if(question: str, code: str) -> list[dict[str, Any]]:
    return [{"question": question, "operator": "=", "answerCoding": {"code": code}}]


def a_form(*items: dict[str, Any], title: str = "Health screen") -> Questionnaire:
    form = {
        "resourceType": "Questionnaire",
        "url": "https://forms.example/health",
        "version": "2",
        "status": "active",
        "title": title,
        "item": list(items),
    }
    return load(json.dumps(form).encode())


def said(*values: Any, by: PractitionerId = NURSE, minutes: int = 0, **more: Any) -> Answer:
    at = AT + timedelta(minutes=minutes)
    return Answer(values=values, answered_at=at, answered_by=by, **more)


def a_person(**changes: Any) -> PaperPerson:
    person = PaperPerson(
        name="MARSH, Kelly (Ms)",
        born=date(1991, 3, 4),
        nhs_number="9990123403",
        custody_record_number="SN/4473/26",
    )
    return replace(person, **changes)


def a_signature() -> PaperSignature:
    return PaperSignature(
        name="Jide Okafor",
        at=AT + timedelta(hours=1),
        profession="Registered mental health nurse",
        registration_number="12A3456E",
    )


def a_screen_paper(form: Questionnaire, answers: dict[str, Answer], **changes: Any) -> ScreenPaper:
    screen = Screen(
        id=ScreenId(UUID(int=9)),
        person_id=PersonId(UUID(int=2)),
        questionnaire=form.canonical,
        questionnaire_sha256=form.sha256,
        title=form.title,
        started_at=AT,
        started_by=WORKER,
        answers=answers,
    )
    filling = Filling(form, answers, now=AT, is_reopened=True)
    paper = ScreenPaper(
        title=form.title,
        person=a_person(),
        written=write_out(filling, screen),
        started_at=AT,
        started_by="Priya Shah",
        names=NAMES,
        version="2",
        suite="Southend",
        signature=a_signature(),
    )
    return replace(paper, **changes)
