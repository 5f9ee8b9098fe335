"""How old the picture from the other suites is, in words."""

from tests.builders.moments import NOW, in_minutes, minutes_ago
from ui.others_seen import others_seen


def test_the_line_says_how_long_ago_the_other_suites_were_heard_of() -> None:
    assert others_seen(minutes_ago(43), NOW) == "other suites seen 43min ago"
    assert others_seen(minutes_ago(0), NOW) == "other suites seen just now"
    assert others_seen(minutes_ago(3000), NOW) == "other suites last seen 03-Sep-2026 00:14"


def test_a_desk_that_never_heard_of_them_says_so() -> None:
    assert others_seen(None, NOW) == "other suites not seen yet"


def test_a_clock_that_was_set_back_says_when_and_not_how_long_ago() -> None:
    assert others_seen(in_minutes(90), NOW) == "other suites last seen 05-Sep-2026 03:44"
