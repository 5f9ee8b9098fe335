from hypothesis import given
from hypothesis import strategies as st

from ui.people.column_widths import longest_piece, shared_widths

widths = st.lists(st.tuples(st.integers(10, 200), st.integers(0, 600)), min_size=1, max_size=8)


def test_dates_and_numbers_stay_in_one_piece_and_long_names_may_break_at_a_hyphen() -> None:
    assert longest_piece("born 04-Mar-1991", len) == len("04-Mar-1991")
    assert longest_piece("SMITH-JONES, Jo", len) == len("JONES,")
    assert longest_piece("999\N{NO-BREAK SPACE}012", len) == 7
    assert longest_piece("", len) == 0


def test_with_room_enough_every_column_gets_what_it_wants_and_the_last_the_rest() -> None:
    assert shared_widths([10, 10], [50, 60], 200) == [50, 150]


def test_the_widest_column_gives_way_first() -> None:
    assert shared_widths([50, 50, 50], [80, 400, 300], 400) == [80, 160, 160]


def test_a_column_never_gets_less_than_its_longest_word() -> None:
    assert shared_widths([100, 90], [300, 90], 150) == [100, 90]


@given(widths, st.integers(100, 2000))
def test_the_room_is_used_and_no_word_is_cut(columns: list[tuple[int, int]], room: int) -> None:
    least = [column for column, _more in columns]
    wanted = [column + more for column, more in columns]

    shared = shared_widths(least, wanted, room)

    assert all(width >= smallest for width, smallest in zip(shared, least, strict=True))
    assert sum(shared) == max(room, sum(least))
