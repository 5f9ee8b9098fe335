"""The checks themselves: a window with one fault each must not pass."""

from pathlib import Path

import pytest

from tests.outside.checks import nameless, never_reached, steps_back, tab_stops
from tests.outside.conftest import Sit, Sitting

pytestmark = pytest.mark.display
FAULTY = Path(__file__).with_name("window_with_faults.py")


def _findings(at: Sitting) -> dict[str, bool]:
    window = at.window(holding="Save")
    stops = tab_stops(at.reader, at.keyboard)
    return {
        "nameless": bool(nameless(at.reader, window)),
        "trap": bool(never_reached(at.reader, window, stops)),
        "order": bool(steps_back(at.reader, stops)),
    }


@pytest.mark.parametrize("fault", ["none", "nameless", "nameless combo", "order", "trap"])
def test_a_window_fails_the_check_of_the_rule_it_breaks_and_no_other(sit: Sit, fault: str) -> None:
    with sit(FAULTY, fault) as at:
        found = _findings(at)

    assert [name for name, is_found in found.items() if is_found] == (
        [] if fault == "none" else [fault.split(maxsplit=1)[0]]
    )
