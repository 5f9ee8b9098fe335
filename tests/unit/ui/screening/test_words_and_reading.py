"""What was answered is said as a person would say it, and read as a person would type it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop.domain.screen import Absent, Answer, Coding
from desktop.forms import Item, ItemType, Option, Score
from desktop.services.scores_in_full import score_line, score_notes
from ui.screening.choice_editors import options_of
from ui.screening.limits import limits_words
from ui.screening.question import EditorKind, kind_of
from ui.screening.reading import (
    Reading,
    read_lines,
    reads_dates,
    reads_each,
    reads_moments,
    reads_numbers,
    reads_quantities,
    write_moment,
)
from ui.screening.words import answer_words

AUDIT_C = Score(
    link_id="audit-c",
    title="AUDIT-C",
    total=Decimal(9),
    answered=3,
    of=3,
    band="higher risk: 8 to 10",
    source="UK scoring",
)


def an_item(kind: ItemType, **changes: Any) -> Item:
    return replace(Item(link_id="q", text="How many?", type=kind), **changes)


def options(count: int) -> tuple[Option, ...]:
    return tuple(
        Option(value=Coding(code=str(n), system="s"), label=f"Answer {n}") for n in range(count)
    )


def test_a_score_says_whose_rule_it_is_and_that_it_is_no_diagnosis() -> None:
    assert score_line(AUDIT_C).startswith("AUDIT-C: 9 \N{MIDDLE DOT} higher risk")
    assert list(score_notes(AUDIT_C)) == [
        "3 of 3 answered",
        "Source: UK scoring",
        "Not a diagnosis.",
    ]


def test_a_score_with_answers_missing_has_no_total_and_no_band() -> None:
    partial = replace(AUDIT_C, total=None, answered=2, band="")

    assert score_line(partial) == "AUDIT-C: no total yet"
    assert next(score_notes(partial)) == "2 of 3 answered"


def test_a_total_that_was_typed_is_signed_as_typed_with_what_asks_for_action() -> None:
    typed = replace(AUDIT_C, kept=("4",), flags=("Ask the full AUDIT",))

    assert score_line(typed) == "AUDIT-C: 4 (typed, not worked out)"
    assert "Ask the full AUDIT" in list(score_notes(typed))


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (an_item(ItemType.CHOICE, options=options(7)), EditorKind.CHOICES),
        (an_item(ItemType.CHOICE, options=options(8)), EditorKind.COMBO),
        (an_item(ItemType.CHOICE, options=options(2), control="drop-down"), EditorKind.COMBO),
        (an_item(ItemType.CHOICE, options=options(9), repeats=True), EditorKind.CHOICES),
        (an_item(ItemType.BOOLEAN), EditorKind.YES_NO),
        (an_item(ItemType.TEXT), EditorKind.TEXT),
        (an_item(ItemType.STRING, repeats=True), EditorKind.LINES),
        (an_item(ItemType.DATE_TIME), EditorKind.MOMENT),
        (an_item(ItemType.CHOICE, options=options(41)), EditorKind.SEARCH),
        (an_item(ItemType.CHOICE, options=options(2), control="autocomplete"), EditorKind.SEARCH),
        (an_item(ItemType.CHOICE, options=options(9), control="radio-button"), EditorKind.CHOICES),
        (an_item(ItemType.INTEGER, options=options(3)), EditorKind.CHOICES),
        (an_item(ItemType.OPEN_CHOICE, options=options(3)), EditorKind.OPEN_CHOICE),
        (an_item(ItemType.OPEN_CHOICE, options=options(30)), EditorKind.SEARCH),
        (an_item(ItemType.OPEN_CHOICE), EditorKind.LINE),
        (an_item(ItemType.STRING, control="text-box"), EditorKind.TEXT),
        (an_item(ItemType.DATE, repeats=True), EditorKind.SEVERAL_TEXT),
        (an_item(ItemType.REFERENCE), EditorKind.LINE),
        (an_item(ItemType.INTEGER, control="slider"), EditorKind.NUMBER),
        (
            an_item(ItemType.INTEGER, control="slider", minimum="0", maximum="10"),
            EditorKind.SLIDER,
        ),
        (an_item(ItemType.QUANTITY), EditorKind.QUANTITY),
        (an_item(ItemType.STRING, read_only=True), EditorKind.SHOWN_ONLY),
        (an_item(ItemType.ATTACHMENT), EditorKind.FILE),
        (an_item(ItemType.CHOICE), EditorKind.UNANSWERABLE),
    ],
)
def test_each_question_has_the_editor_that_goes_with_it(item: Item, kind: EditorKind) -> None:
    assert kind_of(item) is kind


@pytest.mark.parametrize(
    ("item", "answer", "words"),
    [
        (an_item(ItemType.BOOLEAN), Answer(values=(False,)), "No"),
        (an_item(ItemType.DATE), Answer(values=("2026-09-05",)), "05-Sep-2026"),
        (an_item(ItemType.DATE), Answer(values=("2026-09",)), "Sep-2026"),
        (an_item(ItemType.DATE), Answer(values=("soon",)), "soon"),
        (an_item(ItemType.INTEGER, unit="units"), Answer(values=(12,)), "12 units"),
        (
            an_item(ItemType.DATE_TIME),
            Answer(values=("2026-09-05T01:14:00+00:00",)),
            "05-Sep-2026 02:14",
        ),
        (
            an_item(ItemType.CHOICE, options=options(2)),
            Answer(values=(Coding(code="1", system="s", display="as written elsewhere"),)),
            "Answer 1",
        ),
        (
            an_item(ItemType.ATTACHMENT),
            Answer(values=(f"{'a' * 64} 2400000 image/jpeg left arm.jpg",)),
            "left arm.jpg, 2.4 MB",
        ),
        (an_item(ItemType.STRING), Answer(absent=Absent.UNABLE), "Unable to answer"),
        (an_item(ItemType.STRING), Answer(), "Not answered"),
    ],
)
def test_answers_are_said_in_words(item: Item, answer: Answer, words: str) -> None:
    assert answer_words(item, answer) == words


def test_numbers_are_exact_and_keep_their_unit() -> None:
    weight = an_item(ItemType.QUANTITY, unit="kg")

    assert reads_quantities(weight)("72.5").values == ("72.5 kg",)
    assert reads_quantities(weight)("72.5kg").values == ("72.5 kg",)
    assert reads_numbers(an_item(ItemType.DECIMAL))("0.1").values == ("0.1",)
    assert reads_numbers(an_item(ItemType.DECIMAL))(".5").values == ("0.5",)
    assert reads_numbers(an_item(ItemType.INTEGER))(" 12 ").values == (12,)


@pytest.mark.parametrize("typed", ["72,5", "1,000", "1,000.5"])
def test_a_comma_in_a_number_is_not_guessed_at(typed: str) -> None:
    read = reads_numbers(an_item(ItemType.DECIMAL))(typed)

    assert read.values == (typed,)
    assert "without a comma" in read.problem


def test_a_unit_is_known_by_code_or_name_and_no_other_is_taken() -> None:
    units = (Coding(code="kg"), Coding(code="[stone_av]", display="stone"))
    weight = an_item(ItemType.QUANTITY, unit="kg", units=units)
    read = reads_quantities(weight)

    assert read("11 Stone").values == ("11 stone",)
    assert read("11 [stone_av]").values == ("11 stone",)
    assert (read("11 bags").values, read("11 bags").problem) == (
        ("11 bags",),
        "The unit must be one of these: kg, stone.",
    )


def test_several_values_are_read_one_a_line_and_the_wrong_line_is_named() -> None:
    read = reads_each(reads_dates(lambda: date(2026, 9, 5)))

    assert read("5 sep 2026\n\n1998").values == ("2026-09-05", "1998")
    assert read("5 sep 2026\nsoon").problem.startswith("In line 2: Write the date")
    assert read("5 sep 2026\nsoon").values == ("2026-09-05", "soon")


def test_a_moment_on_a_line_is_read_in_uk_time_and_shown_so_again() -> None:
    read = reads_moments(lambda: date(2026, 9, 5))

    assert read("02:14 5 sep 2026").values == ("2026-09-05T01:14:00+00:00",)
    assert write_moment(read("0214 5/9/26").values) == "02:14 05-Sep-2026"
    assert read("sep 2026").values == ("2026-09",)
    assert "did not happen" in read("01:30 29 mar 2026").problem


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (
            an_item(ItemType.QUANTITY, minimum="30", maximum="45", unit="°C"),
            "Between 30 and 45 °C.",
        ),
        (
            an_item(
                ItemType.QUANTITY,
                minimum="30 Cel",
                maximum="45 Cel",
                unit="°C",
                units=(Coding(code="Cel", display="°C"),),
            ),
            "Between 30 and 45 °C.",
        ),
        (an_item(ItemType.INTEGER, minimum="0"), "0 or more."),
        (an_item(ItemType.DATE, maximum="2026-09-05"), "05-Sep-2026 or earlier."),
        (an_item(ItemType.STRING, max_length=200), "Up to 200 letters."),
        (an_item(ItemType.STRING, max_length=10000), ""),
        (an_item(ItemType.STRING), ""),
    ],
)
def test_limits_are_told_beforehand(item: Item, words: str) -> None:
    assert limits_words(item) == words


def test_what_cannot_be_read_is_kept_as_typed_and_a_sentence_says_why() -> None:
    number = reads_numbers(an_item(ItemType.INTEGER))("a few")
    day = reads_dates(lambda: date(2026, 9, 5))("31 feb 2026")

    assert (number.values, bool(number.problem)) == (("a few",), True)
    assert (day.values, bool(day.problem)) == (("31 feb 2026",), True)


def test_a_date_is_said_back_in_full() -> None:
    assert reads_dates(lambda: date(2026, 9, 5))("-1d") == Reading(
        ("2026-09-04",), echo="4 September 2026"
    )


def test_several_lines_are_several_answers() -> None:
    assert read_lines("aspirin\n\n insulin ").values == ("aspirin", "insulin")


def test_yes_comes_before_no() -> None:
    assert options_of(an_item(ItemType.BOOLEAN)) == (("Yes", True), ("No", False))
