"""A desk at work with words that are nowhere else in the world, logging all it can.

    python -m tests.faults.canary_session FOLDER < words

Reads its words as JSON from standard input, so that none is an argument; works through the
services; says "ready" with the store open, and ends when its input does.
"""

import json
import logging
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.assembly.session import OpenSession, open_session
from desktop.assembly.setting_up import set_up
from desktop.domain.court_report import CopyRoute
from desktop.domain.identity import PersonId, ScreenId
from desktop.domain.person import Alias, MarkerKind, Person
from desktop.domain.screen import ConsentScope
from desktop.errors import ExpectedError
from desktop.forms import ItemType
from desktop.services.questionnaires import LIAISON_SCREEN
from desktop.storage.unit_of_work import unit_of_work
from desktop.wording.errors import say
from tests.builders.custody import a_call, a_detention
from tests.builders.people import a_person
from tests.builders.screens import a_consent, an_answer
from tests.builders.staff import a_practitioner

log = logging.getLogger(__name__)
Words = dict[str, str]


def work(folder: Path, words: Words) -> None:
    set_up(
        folder,
        user="okafor",
        practitioner=a_practitioner(),
        passphrase=words["passphrase"],
        name="WS-07",
        suite="Southend",
    )
    failing(lambda: open_session(folder, "okafor", words["wrong"]).__enter__())
    with open_session(folder, "okafor", words["passphrase"]) as session:
        person = meet_person(session, words)
        screen_id = fill_screen(session, person, words)
        give_report(session, screen_id, words)
        go_wrong(session, person, words)
        print("ready", flush=True)  # noqa: T201 -- the test waits for it
        sys.stdin.readline()


def meet_person(session: OpenSession, words: Words) -> Person:
    services = session.services
    person = services.add_person(
        a_person(
            family_name=words["family"],
            given_name=words["given"],
            aliases={"a": Alias(family_name=words["alias"])},
            nhs_number="",
        )
    )
    services.find_people(words["family"][:6])
    services.find_people(words["searched"])
    services.likely_duplicates(replace(person, id=PersonId(a_call().id)))
    person = services.mark_warning(person.id, MarkerKind.ALLERGY, words["warning"])
    stay = services.book_in(a_detention(person_id=person.id, custody_record_number=words["number"]))
    services.log_call(a_call(detention_id=stay.id, person_id=person.id, outcome=words["outcome"]))
    services.show_board()
    services.open_person(person.id)
    return person


def fill_screen(session: OpenSession, person: Person, words: Words) -> ScreenId:
    services = session.services
    opened = services.start_screen(person.id, a_detention().id, LIAISON_SCREEN)
    screen_id, items = opened.screen.id, opened.questionnaire.items.values()
    texts = [one.link_id for one in items if one.type in (ItemType.TEXT, ItemType.STRING)]
    for link in texts[:3]:
        services.answer_question(screen_id, link, an_answer(words["answer"]))
    services.leave_section(screen_id, opened.questionnaire.sections[0].link_id, "")
    services.answer_question(screen_id, texts[3], an_answer(words["draft"]))
    services.hand_over_screen(screen_id, "P. Shah", words["handover"])
    services.answer_question(screen_id, texts[4], an_answer(words["draft"]))
    consent = a_consent(person_id=person.id, scope=ConsentScope.COURT)
    services.record_consent(replace(consent, reason=words["reason"]))
    return screen_id


def give_report(session: OpenSession, screen_id: ScreenId, words: Words) -> None:
    services = session.services
    template = services.list_templates()[0].key
    report = services.draft_court_report(screen_id, template, words["court"], None)
    sections = dict.fromkeys(report.sections, words["report"])
    services.write_court_report(report.id, sections, words["court"], None)
    preview = services.preview_court_report(report.id)
    log.debug("preview drawn", extra={"size": len(preview)})
    services.sign_court_report(report.id)
    issued = services.issue_court_report(
        report.id, CopyRoute.SAVED_ENCRYPTED, words["given_to"], words["password"]
    )
    (Path(tempfile.gettempdir()) / "report.pdf").write_bytes(issued.pdf)
    # What a careless line in a log would show of all that holds a key.
    log.debug("what there is: %r", (session.link, session.unlocked, session.store))
    log.debug("what signs: %r %r", session.services.sign_court_report, session.link.secrets)


def go_wrong(session: OpenSession, person: Person, words: Words) -> None:
    services = session.services
    failing(lambda: services.change_person(person, replace(person, nhs_number=words["wrong"])))
    failing(lambda: services.change_person(person, replace(person, gp=words["report"] * 30_000)))
    failing(lambda: services.inspect_form(words["report"].encode()))
    failing(lambda: services.import_form(words["report"].encode()))
    failing(lambda: services.read_custody_list(words["family"]))
    failing(lambda: broken_statement(session, words))


def broken_statement(session: OpenSession, words: Words) -> None:
    with unit_of_work(session.store, bytes(16)) as wrong:
        wrong._connection.exec_driver_sql(
            "INSERT INTO person (id, family_name) VALUES (?, ?)", (bytes(16), words["family"])
        )


def failing(work: Callable[[], Any]) -> None:
    """Do what cannot be done, and log it as a bug would be: with its trace and its sentence."""
    try:
        work()
    except ExpectedError as error:
        sentence, details = say(error), error.details
        log.exception("expected: %s %r", sentence, details)
    except Exception:
        log.exception("a bug")


if __name__ == "__main__":
    place = Path(sys.argv[1])
    logs: list[logging.Handler] = [
        logging.StreamHandler(sys.stderr),
        logging.FileHandler(place / "everything.log"),
    ]
    logging.basicConfig(level=logging.DEBUG, handlers=logs)
    work(place / "data", json.loads(sys.stdin.readline()))
