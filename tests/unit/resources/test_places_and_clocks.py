"""Places, clocks and fonts are data that say where they come from."""

import json
from importlib.resources import files
from typing import Any

import pytest

STATUSES = {"verified", "unverified", "invented"}


def read(folder: str, name: str) -> dict[str, Any]:
    path = files("resources") / folder / name
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_every_clock_says_its_unit_its_source_and_whether_it_was_checked() -> None:
    clocks = read("settings", "clocks.json")["clocks"]

    assert len({clock["key"] for clock in clocks}) == len(clocks)
    for clock in clocks:
        assert clock["status"] in STATUSES
        assert clock["unit"]
        assert clock["source"]


def test_a_practitioner_has_an_hour_to_come() -> None:
    clocks = {clock["key"]: clock for clock in read("settings", "clocks.json")["clocks"]}

    assert clocks["hcp_response"]["value"] == 60
    assert clocks["hcp_response"]["unit"] == "minutes"


def test_targets_that_nobody_published_are_blank() -> None:
    clocks = {clock["key"]: clock for clock in read("settings", "clocks.json")["clocks"]}

    assert clocks["screen_target"]["value"] is None
    assert clocks["assessment_target"]["value"] is None


def test_essex_has_seven_suites_and_every_one_has_a_first_court() -> None:
    essex = read("directory", "essex.json")
    codes = {court["code"] for court in essex["courts"] if court["kind"] == "magistrates"}

    assert [suite["name"] for suite in essex["suites"]] == [
        "Southend",
        "Basildon",
        "Grays",
        "Harlow",
        "Chelmsford",
        "Colchester",
        "Clacton",
    ]
    for suite in essex["suites"]:
        assert essex["first_court"][suite["key"]] in codes
        assert len(set(suite["cells"])) == len(suite["cells"])


def test_fourteen_districts_belong_to_north_or_south_and_say_that_this_is_unchecked() -> None:
    districts = read("directory", "essex.json")["districts"]

    assert len(districts) == 14
    assert {district["area"] for district in districts} == {"North", "South"}
    assert {district["status"] for district in districts} == {"unverified"}


@pytest.mark.parametrize("name", ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"])
def test_print_has_a_font_and_its_licence(name: str) -> None:
    fonts = files("resources") / "fonts"

    assert (fonts / name).read_bytes()[:4] == b"\x00\x01\x00\x00"
    licence = (fonts / "LICENCE-DejaVu.txt").read_text(encoding="utf-8")
    assert "Bitstream Vera" in licence
    assert "Tavmjong Bah" in licence


def test_what_is_taken_from_others_is_named_in_the_notice() -> None:
    notice = (files("resources") / ".." / "NOTICE").read_text(encoding="utf-8")

    for named in ("Open Government Licence v3.0", "DejaVu", "NHS Data Model and Dictionary"):
        assert named in notice
