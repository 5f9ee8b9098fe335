"""The file of an instrument says everything it must and nothing else, or is refused by name."""

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from desktop.forms.instruments.reading import InstrumentFileError
from desktop.forms.instruments.reading_rule import read_instrument

Node = dict[str, Any]


def shipped(key: str) -> Node:
    content: Node = json.loads(
        (files("resources") / "instruments" / f"{key}.json").read_text("utf-8")
    )
    return content


def read(content: Node) -> None:
    read_instrument(json.dumps(content).encode(), f"{content['key']}.json")


def _in_parts(index: int, **changed: Any) -> Callable[[Node], None]:
    return lambda content: content["parts"][index].update(changed)


def _put(**changed: Any) -> Callable[[Node], None]:
    return lambda content: content.update(changed)


def _drop(key: str) -> Callable[[Node], None]:
    return lambda content: content.pop(key)


def _other_points(content: Node) -> None:
    content["answers"]["two-weeks"][3]["points"] = 4


def _hole_in_the_bands(content: Node) -> None:
    content["bands"][0]["bands"][2]["from"] = 11


def _overlapping_bands(content: Node) -> None:
    content["bands"][0]["bands"][2]["from"] = 9


def _two_answers_of_one_code(content: Node) -> None:
    content["answers"]["two-weeks"][3]["codes"] = ["loinc:LA6568-5"]


BROKEN: list[tuple[str, Callable[[Node], object], str]] = [
    ("phq-9", _drop("source"), "phq-9.json: has no “source”"),
    ("phq-9", _drop("licence"), "phq-9.json: has no “licence”"),
    ("phq-9", _put(colour="red"), "phq-9.json: unknown: colour"),
    ("phq-9", _put(title=" "), "phq-9.json, title: is no text"),
    ("phq-9", _put(total={"sum": [0, 26]}), "phq-9.json, total: its parts make 0 to 27"),
    ("phq-9", _put(total={"mean": [0, 27]}), "phq-9.json, total: unknown: mean"),
    ("phq-9", _other_points, "phq-9.json, total: its parts make 0 to 36"),
    ("phq-9", _hole_in_the_bands, "a total of 10 has 0 names"),
    ("phq-9", _overlapping_bands, "a total of 9 has 2 names"),
    ("phq-9", _two_answers_of_one_code, "phq-9.json, answers, two-weeks: has http://loinc.org|LA"),
    ("phq-9", _in_parts(3, weigh={"set": "ever"}), "part 4, weigh, set: there are no answers"),
    ("phq-9", _in_parts(3, weigh={}), "phq-9.json, part 4, weigh: says not one of"),
    ("phq-9", _in_parts(3, codes=["44254-1"]), "part 4, codes 1: is no code such as loinc:44250-9"),
    ("phq-9", _in_parts(3, key="3"), "two parts have one key"),
    ("phq-9", _in_parts(3, label=None), "phq-9.json, part 4, label: is no text"),
    ("phq-9", _put(flags=[{"if": [{"part": "10", "at_least": 1}], "say": "x"}]), "no part 10"),
    ("phq-9", _put(flags=[{"if": [{"part": "9"}], "say": "x"}]), "says not one of at_least"),
    ("phq-9", _put(never=["band"]), "phq-9.json, bands: this instrument must never name a band"),
    ("phq-9", _put(never=["silence"]), "phq-9.json, never: unknown: silence"),
    ("phq-9", _put(repeat={"status": "x", "minutes": {"dire": 5}}), "no band of this name"),
    ("c-ssrs", _put(total={"entered": [0, 6]}), "total: this instrument must never have a total"),
    ("fast", _put(gates=[{"part": "1"}]), "gates 1: says neither at_least nor answer"),
    ("fast", _put(gates=[{"part": "1", "at_least": 3, "others": "guessed"}]), "others is one of"),
    (
        "news2",
        _in_parts(2, weigh={"cases": [{"when": {"age": "old"}, "number": {}}]}),
        "no part age",
    ),
]


@pytest.mark.parametrize(("key", "break_it", "says"), BROKEN, ids=[says for *_, says in BROKEN])
def test_a_wrong_file_is_refused_where_it_is_wrong(
    key: str, break_it: Callable[[Node], object], says: str
) -> None:
    content = shipped(key)
    read(content)
    break_it(content)

    with pytest.raises(InstrumentFileError) as refused:
        read(content)

    assert says in str(refused.value)


def test_steps_that_do_not_rise_are_refused() -> None:
    content = shipped("news2")
    content["parts"][0]["weigh"]["number"]["steps"][1]["to"] = 8

    with pytest.raises(InstrumentFileError, match="part rr, weigh, number: the steps do not rise"):
        read(content)


def test_a_file_is_called_what_its_instrument_is_called() -> None:
    with pytest.raises(InstrumentFileError, match="its key is phq-9"):
        read_instrument(json.dumps(shipped("phq-9")).encode(), "phq.json")


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(InstrumentFileError, match=r"phq-9\.json: is not JSON"):
        read_instrument(b"{", "phq-9.json")
