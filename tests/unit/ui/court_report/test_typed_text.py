import random

from tests.builders.moments import NOW
from ui.court_report.typed_text import Heading, TypedText

COURT = Heading("Southend Magistrates' Court", NOW)


def test_a_save_settles_what_it_carried_and_not_what_was_typed_after_it() -> None:
    typed = TypedText(COURT)
    typed.type_section("health", "She is")
    saved = typed.take()
    typed.type_section("health", "She is well")

    typed.settle(saved)

    assert typed.unsaved_sections() == {"health": "She is well"}


def test_nothing_typed_means_nothing_to_save() -> None:
    typed = TypedText(COURT)

    typed.type_heading(COURT)

    assert not typed.is_unsaved()


def test_a_heading_counts_as_typed_until_it_is_saved() -> None:
    typed = TypedText(COURT)
    typed.type_heading(Heading("Basildon", None))
    assert typed.has_unsaved_heading()

    typed.settle(typed.take())

    assert not typed.is_unsaved()
    assert typed.heading == Heading("Basildon", None)


def test_whatever_order_saves_succeed_or_fail_in_the_last_text_is_saved_or_still_held(
    rng: random.Random,
) -> None:
    for _round in range(300):
        typed, stored, screen, flying = TypedText(COURT), {}, {}, []
        for press in range(rng.randint(1, 30)):
            key = rng.choice("abc")
            screen[key] = f"{key}{press}"
            typed.type_section(key, screen[key])
            if rng.random() < 0.4:
                flying.append(typed.take())
            if flying and rng.random() < 0.4:
                # One database thread: writes happen in the order asked, or fail.
                unsaved = flying.pop(0)
                if rng.random() < 0.7:
                    stored.update(unsaved.sections)
                    typed.settle(unsaved)

        held = {**stored, **typed.unsaved_sections()}
        assert held == screen
