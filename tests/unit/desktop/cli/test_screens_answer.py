"""`screens answer` as another program calls it: a form and answers in, what follows out."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.desktop.cli.command import Ended, inside, run
from tests.unit.desktop.forms.form_builder import SDC, expression, form_bytes, question, when
from tests.unit.desktop.forms.semantics import case, faults, read, said, written

DOUBLE = question(
    "x",
    "integer",
    readOnly=True,
    extension=[
        expression(
            SDC + "calculatedExpression", "%resource.item.where(linkId='n').answer.value * 2"
        )
    ],
)
ASKED = case(
    "asked",
    "the whole of what is told",
    [question("n", "integer"), DOUBLE, question("dep", enableWhen=[when("x", answerInteger=8)])],
    [said("n", 4), said("x", 1)],
    expect_enabled=["n", "x", "dep"],
    expect_calculated={"x": 8},
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    form, answers = tmp_path / "form.json", tmp_path / "answers.json"
    form.write_text(written(ASKED["questionnaire"]), encoding="utf-8")
    answers.write_text(written(ASKED["entered"]), encoding="utf-8")
    return form, answers


def answer(form: object, answers: object, *more: object) -> Ended:
    return inside("desktop", "screens", "answer", form, "--answers", answers, *more)


def test_it_needs_no_store_no_display_and_no_secret(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    form, answers = files
    home = tmp_path / "home"
    home.mkdir()

    ended = run(
        "desktop", "screens", "answer", form, "--answers", answers, "--json",
        home=home, QT_QPA_PLATFORM="", DISPLAY="",
    )  # fmt: skip

    assert (ended.code, ended.err) == (0, "")
    told = read(ended.out)
    assert told.keys() == {"response", "enabled", "calculated", "completable", "messages"}
    assert list(faults(ASKED, told)) == []
    assert list(home.iterdir()) == [], "something was left in the home folder"


def test_stored_and_typed_values_are_kept_when_that_is_said(files: tuple[Path, Path]) -> None:
    kept = [read(answer(*files, "--json", *how).out) for how in ([], ["--reloaded"])]
    typed = read(answer(*files, "--json", "--edited", "x").out)

    assert [one["calculated"] for one in (*kept, typed)] == [{"x": 8}, {"x": 1}, {"x": 1}]


def test_it_can_be_read_by_a_person(files: tuple[Path, Path]) -> None:
    ended = answer(*files)

    assert ended.out.splitlines()[:3] == [
        "can be completed: yes",
        "applies: n, x, dep",
        "worked out: x = 8",
    ]


def test_a_refused_form_asks_nothing_and_says_why(tmp_path: Path, files: tuple[Path, Path]) -> None:
    refused = tmp_path / "refused.json"
    refused.write_bytes(form_bytes(question("q"), question("q")))

    ended = answer(refused, files[1], "--json")

    told = json.loads(ended.out)
    assert (ended.code, told["enabled"], told["completable"]) == (0, [], False)
    assert [one["rule"] for one in told["messages"] if one["level"] == "refused"] == [
        "duplicate_link_id"
    ]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"resourceType":"Bundle"}', b"\xff\xfe"])
def test_what_holds_no_answers_is_named_in_one_line(
    content: bytes, tmp_path: Path, files: tuple[Path, Path]
) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(content)

    ended = answer(files[0], other, "--json")

    assert (ended.code, ended.out) == (1, "")
    assert ended.is_one_line_of_help()
    assert str(other) in ended.err


@pytest.mark.parametrize("which", [0, 1])
def test_a_file_that_is_not_there_is_named(which: int, files: tuple[Path, Path]) -> None:
    files[which].unlink()

    ended = answer(*files, "--json")

    assert (ended.code, ended.out) == (1, "")
    assert ended.is_one_line_of_help()
    assert str(files[which]) in ended.err


def test_who_is_spoken_of_is_passed_on(files: tuple[Path, Path]) -> None:
    about: dict[str, Any] = {
        "id": "r1",
        "subject": {"reference": "Patient/1"},
        "authored": "2026-09-05T00:30:00+01:00",
    }
    files[1].write_text(written({**ASKED["entered"], **about}), encoding="utf-8")

    response = read(answer(*files, "--json").out)["response"]

    assert {name: response[name] for name in about} == about


def test_answers_to_another_form_are_pointed_out(files: tuple[Path, Path]) -> None:
    content = {**ASKED["entered"], "questionnaire": "https://example.org/other|2"}
    files[1].write_text(written(content), encoding="utf-8")

    messages = read(answer(*files, "--json").out)["messages"]

    assert "https://example.org/other" in next(
        one["message"] for one in messages if one["rule"] == "answers_to_other"
    )


@pytest.mark.parametrize("moment", ["yesterday", "", "2026-13-01"])
def test_a_moment_that_is_none_is_wrong_use(moment: str, files: tuple[Path, Path]) -> None:
    assert answer(*files, "--now", moment).code == 2
