"""Answers being typed: durable at once, the author's own, and never taken for having seen more."""

from dataclasses import replace

import pytest

from desktop.assembly.session import OpenSession, assemble
from desktop.domain.identity import PractitionerId, ScreenId
from desktop.domain.screen import Answer, Coding, Screen
from desktop.services.ports import TypedAnswer
from desktop.storage.drafts import DraftsInStore
from desktop.vault.device import DeviceSecrets, Workstation
from desktop.vault.slots import OpenedSlot
from desktop.vault.unlock import Unlocked
from sync.merge.record import decode_state
from tests.builders.custody import SUITE
from tests.builders.moments import numbered
from tests.builders.people import a_person
from tests.builders.screens import a_screen, an_answer
from tests.builders.staff import OKAFOR, SHAH, a_practitioner
from tests.storage.conftest import MakeDesk
from tests.storage.desks import KEY, Desk, meet

LINK = "presentation.mental_health"


def session_at(desk: Desk, who: PractitionerId = OKAFOR) -> OpenSession:
    """Return the services as they stand at a desk that this person has unlocked."""
    slot = OpenedSlot(practitioner=a_practitioner(id=who), store_key=KEY, signing_key=bytes(32))
    secrets = DeviceSecrets(secret=bytes(32), signing_key=desk.private_key)
    place = Workstation(device_id=numbered(501), name="WS", suite=SUITE)
    return assemble(Unlocked(slot=slot, secrets=secrets, workstation=place), desk.store)


def a_choice(code: str) -> Answer:
    return an_answer(Coding(code=code))


def an_open_screen(desk: Desk) -> Screen:
    services = session_at(desk).services
    person = services.add_person(a_person(nhs_number=""))
    canonical = services.list_forms()[0].canonical
    return services.start_screen(person.id, None, canonical).screen


def link_of(desk: Desk, screen: Screen) -> str:
    opened = session_at(desk).services.open_screen(screen.id)
    return next(iter(opened.questionnaire.sections[1].children)).link_id


def live(desk: Desk, screen: Screen, link: str) -> list[str]:
    with desk.store.reading() as connection:
        (state,) = connection.exec_driver_sql(
            "SELECT state FROM screen WHERE id = ?", (screen.id.bytes,)
        ).one()
    return [one.value["source"] for one in decode_state(state).live[f"answers/{link}"]]


def test_a_draft_is_there_when_the_store_is_opened_again(desk: Desk) -> None:
    drafts = DraftsInStore(desk.store, OKAFOR.bytes)
    typed = TypedAnswer(answer=an_answer("text", 7, True), shown=(bytes(32), b"\x01" * 32))
    drafts.save(a_screen().id, "a/b", typed)
    drafts.save(a_screen().id, "a/b", replace(typed, answer=an_answer("later")))
    desk.close()

    again = DraftsInStore(desk.store, OKAFOR.bytes)
    assert again.of_screen(a_screen().id) == {"a/b": replace(typed, answer=an_answer("later"))}
    assert again.screens() == (a_screen().id,)


def test_a_draft_is_its_authors_alone(desk: Desk) -> None:
    mine, hers = (DraftsInStore(desk.store, who.bytes) for who in (OKAFOR, SHAH))
    mine.save(a_screen().id, "q", TypedAnswer(answer=an_answer("mine"), shown=()))
    hers.save(a_screen().id, "q", TypedAnswer(answer=an_answer("hers"), shown=()))
    desk.save(lambda work: work.forget_drafts(a_screen().id))

    assert mine.of_screen(a_screen().id) == {}
    assert hers.of_screen(a_screen().id)["q"].answer == an_answer("hers")
    assert hers.of_screen(ScreenId(numbered(9))) == {}


def test_an_answer_typed_over_a_value_replaces_that_value(desk: Desk) -> None:
    screen = an_open_screen(desk)
    link, services = link_of(desk, screen), session_at(desk).services
    services.open_screen(screen.id)
    services.answer_question(screen.id, link, an_answer("a", source="first"))
    services.pause_screen(screen.id)
    services.open_screen(screen.id)
    services.answer_question(screen.id, link, an_answer("b", source="second"))
    services.pause_screen(screen.id)

    assert live(desk, screen, link) == ["second"]


def test_a_value_that_arrived_while_one_was_typing_is_kept_beside_what_was_typed(
    make_desk: MakeDesk,
) -> None:
    one, other = make_desk(), make_desk()
    screen = an_open_screen(one)
    meet(one, other)
    link, mine, hers = (
        link_of(one, screen),
        session_at(one).services,
        session_at(other, SHAH).services,
    )
    mine.open_screen(screen.id)
    mine.answer_question(screen.id, link, an_answer("a", source="mine"))
    hers.open_screen(screen.id)
    hers.answer_question(screen.id, link, an_answer("b", source="hers"))
    hers.pause_screen(screen.id)
    meet(one, other)
    # The value is here now, and was never on this screen.
    mine.pause_screen(screen.id)

    assert sorted(live(one, screen, link)) == ["hers", "mine"]
    assert one.reads.screen(screen.id).standing.conflicts == (f"answers/{link}",)
    meet(one, other)
    assert sorted(live(other, screen, link)) == ["hers", "mine"]


def test_what_was_shown_is_remembered_by_the_draft_and_not_by_the_process(
    make_desk: MakeDesk,
) -> None:
    one, other = make_desk(), make_desk()
    screen = an_open_screen(one)
    meet(one, other)
    link = link_of(one, screen)
    mine = session_at(one).services
    mine.open_screen(screen.id)
    mine.answer_question(screen.id, link, an_answer("a", source="mine"))
    one.close()
    hers = session_at(other, SHAH).services
    hers.open_screen(screen.id)
    hers.answer_question(screen.id, link, an_answer("b", source="hers"))
    hers.pause_screen(screen.id)
    meet(one, other)
    after_a_restart = session_at(one).services
    after_a_restart.open_screen(screen.id)
    after_a_restart.pause_screen(screen.id)

    assert sorted(live(one, screen, link)) == ["hers", "mine"]


def test_a_draft_stays_until_its_section_is_journalled(desk: Desk) -> None:
    screen = an_open_screen(desk)
    link, session = link_of(desk, screen), session_at(desk)
    session.services.open_screen(screen.id)
    session.services.answer_question(screen.id, link, an_answer("a"))

    assert list(session.services.open_screen(screen.id).draft) == [link]
    session.services.pause_screen(screen.id)
    assert session.services.open_screen(screen.id).draft == {}
    assert desk.reads.screen(screen.id).answers[link].values == ("a",)


def test_a_draft_that_was_shown_nothing_replaces_nothing(desk: Desk) -> None:
    screen = an_open_screen(desk)
    drafts = DraftsInStore(desk.store, OKAFOR.bytes)
    drafts.save(screen.id, "q", TypedAnswer(answer=an_answer("a", source="one"), shown=()))
    session_at(desk).services.pause_screen(screen.id)
    drafts.save(screen.id, "q", TypedAnswer(answer=an_answer("b", source="two"), shown=()))
    session_at(desk).services.pause_screen(screen.id)

    assert sorted(live(desk, screen, "q")) == ["one", "two"]


@pytest.mark.parametrize("answer", [an_answer(), a_choice("yes"), an_answer("x" * 100_000)])
def test_any_answer_comes_back_as_it_was_typed(desk: Desk, answer: Answer) -> None:
    drafts = DraftsInStore(desk.store, OKAFOR.bytes)
    drafts.save(a_screen().id, "q", TypedAnswer(answer=answer, shown=()))

    assert drafts.of_screen(a_screen().id)["q"].answer == answer
