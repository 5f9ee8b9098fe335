import re
from string import Formatter

import pytest

from desktop.errors import ExpectedError, FieldProblemError, NotFoundError
from desktop.wording.errors import say, sentence
from desktop.wording.sentences import COUNTED, SENTENCES

MACHINE_TALK = re.compile(r"\b(invalid|illegal|exception|null|abort|failed to)\b", re.IGNORECASE)


def an_error(key: str, **details: object) -> ExpectedError:
    kind = type("SomeError", (ExpectedError,), {"message_key": key})
    error: ExpectedError = kind(**details)
    return error


@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_can_be_said_without_details(key: str) -> None:
    assert "{" not in sentence(key)
    assert sentence(key)


@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_ends_plainer_than_it_begins(key: str) -> None:
    blanks = [len([n for _, n, _, _ in Formatter().parse(m) if n]) for m in SENTENCES[key]]

    assert blanks == sorted(blanks, reverse=True)
    assert blanks[-1] == 0


@pytest.mark.parametrize("key", [key for key in SENTENCES if key.startswith("error.")])
def test_every_error_says_what_happened_and_what_to_do(key: str) -> None:
    for words in SENTENCES[key]:
        assert words.endswith(".")
        assert len(re.findall(r"[.:;] |, then |\.$", words)) > 1, "says only one of the two"
        assert not re.search(
            r"\b(invalid|illegal|exception|null|abort|failed to)\b", words, re.IGNORECASE
        )


def test_a_counted_sentence_goes_with_its_number() -> None:
    assert say(an_error("error.screen_incomplete", count=1)).startswith("1 question still needs")
    assert say(an_error("error.screen_incomplete", count=4)).startswith("4 questions still need")
    assert set(COUNTED) <= set(SENTENCES)


def test_the_wait_is_named_only_when_there_is_one() -> None:
    assert "Wait 8 seconds" in say(an_error("error.wrong_passphrase", wait_seconds=8))
    assert "Wait" not in say(an_error("error.wrong_passphrase", wait_seconds=0))


def test_an_error_nobody_expected_never_shows_its_own_text() -> None:
    assert "Kowalska" not in say(ValueError("Kowalska, Marta"))
    assert say(ValueError("x")) == say(an_error("error.nobody_wrote_this"))


def test_errors_of_the_domain_have_their_own_sentence() -> None:
    assert "not on this computer" in say(NotFoundError(id=1))
    assert "There is a problem" in say(FieldProblemError({"family_name": "field.required"}))


def test_a_detail_with_braces_is_shown_as_it_is() -> None:
    assert "{x}.pdf" in say(an_error("error.file_not_written", path="{x}.pdf"))
