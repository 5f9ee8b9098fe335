"""The figures that analysts see are those that the workstations show."""

import re
import uuid
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desktop.demo.night import Night
from desktop.domain.screen import Coding, ConsentScope, ConsentStatus, ScreenStatus
from desktop.services.clocks import minutes
from desktop.services.questionnaires import LIAISON_SCREEN
from desktop.services.values import whole_minutes
from desktop.wording.clinical import in_uk_time
from sync.central.core import CentralCore
from sync.central.reporting.view_words import Type
from sync.central.reporting.views import VIEWS, described
from sync.central.reporting.views_of_custody import TARGET_MINUTES
from sync.central.store.database import Database
from sync.merge.record import Live
from tests.central_reporting.conftest import SUITE, Recorded
from tests.central_reporting.journals import author, fold, seen, send, states

DOCUMENT = Path(__file__).parents[2] / "docs" / "reporting.md"


def plain(value: Any) -> Any:
    """Return what either kind of database gave, as the desk has it."""
    return str(value) if isinstance(value, uuid.UUID) else value


def moment(value: Any) -> datetime | None:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return None if value is None else value.astimezone(UTC)


def rows(core: CentralCore, view: str, key: str) -> dict[str, dict[str, Any]]:
    found = seen(core, view)
    assert len({row[key] for row in found}) == len(found)
    return {str(row[key]): {name: plain(value) for name, value in row.items()} for row in found}


def test_the_figures_of_a_night_are_those_of_the_desk(
    worked: CentralCore, recorded: Recorded
) -> None:
    _check_stays(worked, recorded)
    _check_calls_and_reviews(worked, recorded.night)
    _check_screens(worked, recorded.night)
    _check_answers(worked, recorded.night)
    _check_consents_and_people(worked, recorded.night)


def _check_stays(core: CentralCore, recorded: Recorded) -> None:
    stays = rows(core, "detention_v", "detention")
    night = recorded.night
    on_the_board = recorded.reads.custody_now(SUITE)
    held = {key for key, row in stays.items() if row["released_at"] is None}
    assert held == {str(one.detention.id) for one in on_the_board}
    named = rows(core, "detention_named_v", "detention")
    people = {one.id: one for one in night.people}
    for stay in night.detentions:
        row, person = stays[str(stay.id)], people[stay.person_id]
        assert moment(row["arrived_at"]) == stay.arrived_at.replace(
            microsecond=stay.arrived_at.microsecond // 1000 * 1000
        )
        assert str(row["arrived_day"]) == in_uk_time(stay.arrived_at).date().isoformat()
        assert (row["person"], row["suite"]) == (str(person.id), SUITE)
        assert named[str(stay.id)]["family_name"] == person.family_name
        assert named[str(stay.id)]["custody_record_number"] == stay.custody_record_number
        assert row["age"] == _age(person.date_of_birth, in_uk_time(stay.arrived_at).date())


def _age(born: date | None, day: date) -> int | None:
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _check_calls_and_reviews(core: CentralCore, night: Night) -> None:
    calls = rows(core, "call_v", "call")
    assert calls
    assert len(calls) == len(night.calls)
    for call in night.calls:
        row = calls[str(call.id)]
        if call.arrived_at is None:
            assert (row["waited_minutes"], row["is_within_target"]) == (None, None)
            continue
        waited = whole_minutes(call.requested_at, call.arrived_at)
        assert row["waited_minutes"] == waited
        assert row["is_within_target"] == (waited <= minutes("hcp_response"))
        assert row["accepted_by"] == (None if call.accepted_by is None else str(call.accepted_by))
    reviews = rows(core, "review_v", "review")
    assert reviews.keys() == {str(one.id) for one in night.reviews}


def _check_screens(core: CentralCore, night: Night) -> None:
    screens = rows(core, "screen_v", "screen")
    assert screens.keys() == {str(one.id) for one in night.screens}
    for screen in night.screens:
        row = screens[str(screen.id)]
        assert (row["status"], row["suite"]) == (str(screen.status), SUITE)
        assert (row["form"], row["answers"]) == (LIAISON_SCREEN, len(screen.answers))
        assert row["sections_left"] == len(screen.sections_left)


def _check_answers(core: CentralCore, night: Night) -> None:
    told = Counter[tuple[str, str, str]]()
    for screen in night.screens:
        for place, answer in screen.answers.items():
            for value in answer.values or (None,):
                words = value.code if isinstance(value, Coding) else _written(value)
                told[str(screen.id), place, words or str(answer.absent or "")] += 1
    text_of = {
        (str(row["screen"]), row["place"], row["position"]): row["text"]
        for row in seen(core, "answer_text_v")
    }
    given = Counter[tuple[str, str, str]]()
    for row in seen(core, "answer_v"):
        key = str(row["screen"]), row["place"]
        value = row["code"] or row["value"] or text_of.get((*key, row["position"]))
        given[(*key, value or row["absent"] or "")] += 1
    assert given == told


def _written(value: str | int | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _check_consents_and_people(core: CentralCore, night: Night) -> None:
    consents = rows(core, "consent_v", "consent")
    assert Counter((row["scope"], row["status"]) for row in consents.values()) == Counter(
        (str(one.scope), str(one.status)) for one in night.consents
    )
    assert {row["suite"] for row in consents.values()} == {SUITE}
    people = rows(core, "person_named_v", "person")
    for person in night.people:
        assert people[str(person.id)]["nhs_number"] == person.nhs_number
    (device,) = (row for row in seen(core, "device_v") if not row["is_central"])
    assert (device["suite"], device["state"]) == (SUITE, "active")


@pytest.mark.postgres
def test_the_questions_in_the_documentation_are_answered(
    worked_on_postgresql: CentralCore, recorded: Recorded
) -> None:
    core, night = worked_on_postgresql, recorded.night
    asked = re.findall(r"```sql\n(-- .*?)```", DOCUMENT.read_text(), re.DOTALL)
    assert len(asked) == 3
    with core.database.reading() as connection:
        answers = [
            [
                dict(row._mapping)
                for row in connection.execute(
                    text(query), {"service": uuid.UUID(bytes=core.identity.service)}
                )
            ]
            for query in asked
        ]
    calls, screens, uptake = answers
    met = [
        call for call in night.calls
        if call.arrived_at and whole_minutes(call.requested_at, call.arrived_at) <= TARGET_MINUTES
    ]  # fmt: skip
    assert sum(row["calls"] for row in calls) == len(night.calls)
    assert sum(row["met"] for row in calls) == len(met) > 0
    done = {one.detention_id for one in night.screens if one.status is ScreenStatus.COMPLETED}
    assert sum(row["arrests"] for row in screens) == len(night.detentions)
    assert sum(row["screened"] for row in screens) == len(done) > 0
    agreed = {
        one.detention_id: one.status for one in night.consents
        if one.scope is ConsentScope.SCREENING
    }  # fmt: skip
    assert sum(row["asked"] for row in uptake) == len(agreed) > 0
    given = [one for one in agreed.values() if one is ConsentStatus.GIVEN]
    assert sum(row["agreed"] for row in uptake) == len(given)


def test_both_values_of_a_conflict_are_to_be_seen(core: CentralCore) -> None:
    one, other = author(core), author(core, "Basildon")
    stay = uuid.uuid4().bytes
    first = one.write("detention", stay, {"suite": "Harlow", "cell": "C1"})
    send(core, one, [first])
    shown = {"cell": [first.id]}
    send(core, one, [one.write("detention", stay, {"cell": "C2"}, replaces=shown)])
    send(core, other, [other.write("detention", stay, {"cell": "C3"}, replaces=shown)])
    fold(core)
    (told,) = seen(core, "conflict_v")
    assert (told["register"], told["others"], told["suite"]) == ("cell", 1, "Harlow")
    (values,) = seen(core, "conflict_text_v")
    assert {str(values["shown"]).strip('"'), re.sub(r"\W", "", str(values["others"]))} == {
        "C2",
        "C3",
    }
    (row,) = seen(core, "detention_v")
    assert row["has_conflict"]
    settled = {"cell": [entry.entry for entry in _live(core, stay)["cell"]]}
    send(core, one, [one.write("detention", stay, {"cell": "C2"}, replaces=settled)])
    fold(core)
    assert seen(core, "conflict_v") == []


def _live(core: CentralCore, record: bytes) -> dict[str, list[Live]]:
    return states(core)["detention", record].live


def test_an_answer_that_is_taken_back_is_gone_from_the_answers(core: CentralCore) -> None:
    one = author(core)
    screen = uuid.uuid4().bytes
    coded = {"values": [{"code": "a"}, {"code": "b"}]}
    first = one.write("screen", screen, {"answers/q": coded, "answers/r": {"values": [True]}})
    send(core, one, [first])
    fold(core)
    assert len(seen(core, "answer_v")) == 3
    shown = {"answers/q": [first.id]}
    send(core, one, [one.write("screen", screen, {"answers/q": None}, replaces=shown)])
    fold(core)
    (left,) = seen(core, "answer_v")
    assert (left["link_id"], left["value"]) == ("r", "yes")


def test_the_documentation_says_what_every_column_is() -> None:
    assert DOCUMENT.read_text().endswith(described()), "run docs again: see views.described"
    assert minutes("hcp_response") == TARGET_MINUTES


def test_every_view_leads_with_the_service() -> None:
    for view in VIEWS:
        assert view.columns[0].name == "service"
        assert view.columns[0].type is Type.IDENTITY


@pytest.mark.postgres
def test_views_have_the_types_that_are_documented(on_postgresql: Database) -> None:
    query = text(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = :view"
        " ORDER BY ordinal_position"
    )
    with on_postgresql.reading() as connection:
        for view in VIEWS:
            told = [(one.name, one.type.value) for one in view.columns]
            kept = [tuple(row) for row in connection.execute(query, {"view": view.name})]
            short = {
                "timestamp with time zone": "timestamptz",
                "character varying": "text",
                "integer": "bigint",
            }
            assert [(name, short.get(kind, kind)) for name, kind in kept] == told, view.name


@pytest.mark.postgres
def test_the_analysts_role_reads_figures_and_no_names(on_postgresql: Database) -> None:
    (roles,) = re.findall(r"```sql\n(CREATE ROLE.*?)```", DOCUMENT.read_text(), re.DOTALL)
    with on_postgresql.engine.connect() as connection:
        connection.exec_driver_sql(roles)
        for role, may_read_names in (("custody_report", False), ("custody_report_named", True)):
            for view in VIEWS:
                query = f"SELECT has_table_privilege('{role}', '{view.name}', 'SELECT')"
                may = connection.exec_driver_sql(query).scalar_one()
                assert may == (may_read_names or not view.has_names), (role, view.name)
            for table in ("current_record", "current_answer", "journal_body"):
                query = f"SELECT has_table_privilege('{role}', '{table}', 'SELECT')"
                assert connection.exec_driver_sql(query).scalar_one() is False
        connection.rollback()
