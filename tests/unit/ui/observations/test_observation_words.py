"""The sentence beside a chart is all that some people have of it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.forms.instruments import all_instruments
from tests.builders.moments import NOW, minutes_ago
from tests.unit.ui.observations.readings import FORMS, a_course, a_due, a_reading
from ui.observations.bands import ReadingInForm, bands_in_use, zone_of, zones
from ui.observations.section import notes_of, source_words, trend_of
from ui.observations.sheet import Watched
from ui.observations.words import due_words, last_words, result, trend_sentence

NEWS2, CIWA = all_instruments()["news2"], all_instruments()["ciwa-ar"]
POINTS = "The table gives the points of each part, not what was measured."


def said(*steps: tuple[int, int | None]) -> str:
    return trend_sentence("NEWS2", a_course("news2", *steps))


def test_a_rise_is_said_from_the_first_to_the_newest_with_the_last_three() -> None:
    assert said((64, 2), (30, 5), (4, 6)) == (
        "NEWS2 rose from 2 at 01:10 to 6 at 02:10; last 3 readings: 2, 5, 6."
    )


def test_a_peak_that_has_gone_is_not_hidden() -> None:
    assert said((64, 2), (30, 9), (20, 1), (4, 2)) == (
        "NEWS2 was 2 at 01:10 and again at 02:10; highest 9 at 01:44; lowest 1 at 01:54; "
        "last 3 readings: 9, 1, 2."
    )


def test_readings_a_day_apart_have_their_dates() -> None:
    assert "fell from 6 at 03-Sep-2026 21:34 to 2 at 05-Sep-2026 02:10" in said((1720, 6), (4, 2))


def test_one_reading_is_not_a_trend() -> None:
    assert said((4, 6)) == "NEWS2 was 6 at 02:10: the only total."


def test_a_reading_without_a_total_is_counted_and_the_newest_named() -> None:
    assert said((64, 2), (30, None), (4, 6)).endswith("1 reading has no total.")
    assert said((64, 2), (30, 5), (4, None)).endswith(
        "1 reading has no total. The newest, at 02:10, has none: 5 of 7 answered."
    )
    assert said((4, None)).startswith("NEWS2 has no total yet.")


@pytest.mark.parametrize(
    ("minutes", "words", "symbol"),
    [
        (25, "Due in 25min, at 02:39", "in_progress"),
        (0, "Due now, 02:14", "act_now"),
        (-40, "Overdue by 40min, since 01:34", "act_now"),
        (14 * 60, "Due in 14h 0min, at 05-Sep-2026 16:14", "in_progress"),
    ],
)
def test_when_it_is_due_is_said_in_words_with_a_symbol(
    minutes: int, words: str, symbol: str
) -> None:
    one = Watched(instrument=NEWS2, due=a_due(minutes=minutes))
    due = due_words(one, NOW, is_in_custody=True)

    assert (due.words, due.symbol) == (words, symbol)


def test_nothing_is_due_of_somebody_released() -> None:
    one = Watched(instrument=NEWS2, due=a_due(minutes=-40))

    assert due_words(one, NOW, is_in_custody=False).words == "No longer due: released"


def test_the_last_reading_is_told_with_its_band_and_by_whom() -> None:
    one = Watched(instrument=NEWS2, readings=a_course("news2", (64, 2), (4, 6)))

    assert last_words(one, NOW) == "Last done 02:10 by J. Okafor: 6, medium"
    assert result(a_reading(total=None)) == "no total, 5 of 7 answered"
    assert result(a_reading(total=None, parts=())) == "no total"


def test_a_total_has_no_zeros_of_a_decimal() -> None:
    assert result(replace(a_reading(band=""), total=Decimal("10.0"))) == "10"


def test_bands_of_our_form_are_those_it_chose() -> None:
    readings = a_course("ciwa-ar", (64, 4), (4, 12))
    ours = [ReadingInForm(reading=one, canonical=FORMS[1].canonical) for one in readings]
    chosen = bands_in_use(CIWA, ours)

    assert chosen is not None
    assert chosen.key == "four-21"


def test_bands_are_not_drawn_where_the_readings_were_named_by_two_sets() -> None:
    first = a_reading("ciwa-ar", 18, minutes_ago(60), band="moderate (16 to 20)")
    other = a_reading("ciwa-ar", 18, minutes_ago(6), band="moderate (16 to 19)")
    made = [ReadingInForm(reading=one, canonical="local|1") for one in (first, other)]

    assert bands_in_use(CIWA, made) is None
    assert bands_in_use(CIWA, made[:1]) is not None
    one = Watched(instrument=CIWA, readings=(first, other))
    assert notes_of(one)[0].startswith("No bands are drawn")
    assert trend_of(one, NOW).zones == ()


def test_bands_are_not_guessed_where_two_sets_use_the_same_words() -> None:
    made = [ReadingInForm(reading=a_reading("ciwa-ar", 4), canonical="local|1")]

    assert bands_in_use(CIWA, made) is None


def test_a_band_that_hangs_on_one_part_is_marked_and_explained() -> None:
    apart = "low-medium: one part scores 3"
    readings = (a_reading(total=2, at=minutes_ago(60)), a_reading(total=3, band=apart))
    chosen = bands_in_use(NEWS2, [ReadingInForm(reading=one) for one in readings])
    assert chosen is not None
    one = Watched(instrument=NEWS2, readings=readings, bands=chosen)

    assert [zone.label for zone in zones(chosen)] == ["low", "medium", "high"]
    assert zone_of(chosen, readings[1]) == "low"
    assert [point.is_apart for point in trend_of(one, NOW).readings] == [False, True]
    assert notes_of(one) == [f"Triangle: called {apart}.", POINTS]


def test_a_tool_that_gives_no_level_is_never_charted() -> None:
    tool = all_instruments()["c-ssrs"]
    readings = tuple(a_reading(at=minutes_ago(each), total=None) for each in (60, 5))
    one = Watched(instrument=tool, readings=readings)

    assert not one.may_be_charted()
    assert notes_of(one) == ["This tool gives no level, so no chart is drawn.", POINTS]
    assert Watched(instrument=NEWS2, readings=readings).may_be_charted()


def test_the_source_stands_below_and_that_it_is_not_a_diagnosis() -> None:
    words = source_words(Watched(instrument=NEWS2))

    assert words.startswith("Royal College of Physicians")
    assert words.endswith("Not a diagnosis.")
