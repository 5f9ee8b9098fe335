"""One medicine row changed at two desks, and one report signed here while it is changed there."""

from dataclasses import replace

from desktop.domain.court_report import CourtReport, ReportSection, ReportStatus
from desktop.domain.identity import ScreenId
from desktop.domain.screen import Answer, Value
from desktop.services.questionnaires import HEALTH_ASSESSMENT
from tests.builders.reports import a_court_report, a_signature
from tests.sync_scenarios.cases.service import Desk, Service

NAME, DOSE = "hcp.medicine.name", "hcp.medicine.dose"


def say(desk: Desk, screen_id: ScreenId, key: str, value: Value) -> None:
    desk.services.open_screen(screen_id)
    desk.services.answer_question(screen_id, key, Answer(values=(value,)))


def test_two_edits_of_one_medicine_row_never_make_a_row_that_nobody_wrote(
    service: Service,
) -> None:
    one, other = service.desk("one"), service.desk("other")
    person = one.adds_a_person()
    screen = one.services.start_screen(person.id, None, HEALTH_ASSESSMENT).screen
    say(one, screen.id, "hcp.taking", True)
    say(one, screen.id, NAME, "Sertraline")
    say(one, screen.id, DOSE, "50 mg")
    one.services.pause_screen(screen.id)
    service.all_meet()
    say(one, screen.id, NAME, "Methadone")
    say(other, screen.id, DOSE, "200 mg")
    for desk in (one, other):
        desk.services.pause_screen(screen.id)
    service.all_meet()

    assert service.is_one()
    for desk in service.desks:
        answers = desk.services.open_screen(screen.id).screen.answers
        row = answers[NAME].values[0], answers[DOSE].values[0]
        assert row in {("Methadone", "50 mg"), ("Sertraline", "200 mg")}
        assert any(one.register.startswith("answers/") for one in desk.services.open_conflicts())


def report_at(desk: Desk, report: CourtReport) -> CourtReport:
    return desk.services.open_court_report(report.id)


def test_a_signed_report_stands_as_signed_and_a_concurrent_change_is_told_of(
    service: Service,
) -> None:
    one, other = service.desk("one"), service.desk("other")
    person = one.adds_a_person()
    draft = a_court_report(person_id=person.id)
    one.machine.work()(lambda work: work.reports.add(draft))
    service.all_meet()
    shown, seen = report_at(one, draft), report_at(other, draft)
    signed = replace(shown, status=ReportStatus.SIGNED, signature=a_signature())
    one.machine.work()(lambda work: work.reports.change(shown, signed))
    section = ReportSection(title="Health", text="She is injured.", order=2)
    changed = replace(seen, sections={**seen.sections, "health": section})
    for _ in range(3):  # a later count than the signature has
        other.adds_a_person()
    other.machine.work()(lambda work: work.reports.change(seen, changed))
    service.all_meet()

    assert service.is_one()
    for desk in service.desks:
        found = report_at(desk, draft)
        assert found.status is ReportStatus.SIGNED
        assert found.sections["health"].text == "She is not injured."
        assert found.standing.changed_since_sealed == ("sections/health",)
