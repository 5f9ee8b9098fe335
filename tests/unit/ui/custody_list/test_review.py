from desktop.domain.identity import DetentionId
from tests.builders.custody import a_custody_list_row
from tests.builders.moments import numbered
from tests.builders.people import a_match
from ui.custody_list.line_words import choice_words, outcome_words, question_words
from ui.custody_list.review import Decision, Kind, review, rows_to_take, undecided

NEW = a_custody_list_row()
ON_BOARD = a_custody_list_row(existing=DetentionId(numbered(101)))
WRONG = a_custody_list_row(problem="field.not_a_date")
LIKELY = a_custody_list_row(family_name="Marsh", given_name="Kelly", match=a_match())


def test_only_new_people_are_taken_until_somebody_decides() -> None:
    lines = review([NEW, ON_BOARD, WRONG, LIKELY])

    assert [line.kind for line in lines] == [Kind.NEW, Kind.ON_BOARD, Kind.PROBLEM, Kind.LIKELY]
    assert rows_to_take(lines) == (NEW,)
    assert [line.number for line in undecided(lines)] == [4]


def test_the_same_person_keeps_her_match_and_somebody_else_loses_it() -> None:
    (line,) = review([LIKELY])

    assert rows_to_take([line.decide(Decision.SAME)]) == (LIKELY,)
    assert rows_to_take([line.decide(Decision.TAKE)])[0].match is None
    assert rows_to_take([line.decide(Decision.LEAVE_OUT)]) == ()


def test_what_is_on_the_board_or_wrong_cannot_be_taken_whatever_is_asked() -> None:
    for line in review([ON_BOARD, WRONG]):
        assert line.choices() == ()
        assert all(not line.decide(decision).is_taken() for decision in Decision)


def test_what_will_happen_is_said_for_every_line() -> None:
    new, on_board, wrong, likely = review([NEW, ON_BOARD, WRONG, LIKELY])

    assert outcome_words(new) == "○ Book in as a new person"
    assert outcome_words(on_board) == "✓ Already on the board"
    assert outcome_words(wrong) == (
        "! Cannot be taken. The date of birth or the arrival cannot be read"
    )
    assert outcome_words(likely) == "▲ Choose: may be MARSH, Kelly (Ms)"
    assert outcome_words(likely.decide(Decision.SAME)) == (
        "○ Book in MARSH, Kelly (Ms), known here"
    )


def test_the_question_says_who_it_may_be_and_why() -> None:
    (line,) = review([LIKELY])

    assert question_words(line) == (
        "Line 1, MARSH, Kelly: is it MARSH, Kelly (Ms), born 04-Mar-1991? "
        "Same name, same date of birth."
    )
    assert [choice_words(line, decision) for decision in line.choices()] == [
        "The same person: book in MARSH, Kelly (Ms)",
        "Somebody else: book in as a new person",
        "Leave this line out",
    ]
