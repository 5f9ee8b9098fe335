"""NHS numbers and PNC ids: whatever way they are written, and whether they prove."""

import csv
from pathlib import Path

import pytest

from desktop.domain.identifiers import is_nhs_number, is_pnc_id, plain_nhs_number, plain_pnc_id

_VECTORS = Path(__file__).parents[5] / "shared" / "domain" / "identifier_vectors.csv"


def _vectors(kind: str) -> list[dict[str, str]]:
    if not _VECTORS.exists():
        return []
    with _VECTORS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["identifier"] == kind]


needs_vectors = pytest.mark.skipif(
    not _VECTORS.exists(), reason="needs ../shared/domain/identifier_vectors.csv"
)


@needs_vectors
def test_published_nhs_numbers_prove_or_do_not() -> None:
    rows = _vectors("NHS")
    assert len(rows) >= 6
    for row in rows:
        number = plain_nhs_number(row["input"])
        assert is_nhs_number(number) is (row["expected"] == "valid"), row["input"]


@needs_vectors
def test_published_pnc_ids_prove_or_do_not_and_are_written_in_one_way() -> None:
    rows = _vectors("PNC")
    assert len(rows) >= 16
    for row in rows:
        assert is_pnc_id(row["input"]) is (row["expected"] == "valid"), row["input"]
        if row["expected"] == "valid":
            assert plain_pnc_id(row["input"]) == row["canonical_form"]


@pytest.mark.parametrize(
    "typed", ["9434765919", "943 476 5919", " 943-476-5919 ", "943\u00a0476\u00a05919"]
)
def test_an_nhs_number_may_be_typed_with_spaces_or_hyphens(typed: str) -> None:
    assert plain_nhs_number(typed) == "9434765919"
    assert is_nhs_number(plain_nhs_number(typed))


@pytest.mark.parametrize(
    "typed", ["", "943476591", "94347659190", "943476591O", "٩٤٣٤٧٦٥٩١٩", "9434765918"]
)
def test_what_is_no_nhs_number_does_not_prove(typed: str) -> None:
    assert not is_nhs_number(plain_nhs_number(typed))


@pytest.mark.parametrize("figure", "0123456789")
def test_one_figure_ten_times_fills_a_field_and_is_nobodys_number(figure: str) -> None:
    assert not is_nhs_number(figure * 10)


def test_each_wrong_figure_of_an_nhs_number_is_noticed() -> None:
    number = "9434765919"
    for place in range(10):
        for figure in set("0123456789") - {number[place]}:
            assert not is_nhs_number(number[:place] + figure + number[place + 1 :])


@pytest.mark.parametrize(
    "typed",
    ["2002/0073319Z", "2002/73319z", "02/73319Z", "0273319Z", "20020073319Z", " 02 / 73319 z "],
)
def test_a_pnc_id_is_the_same_however_it_is_written(typed: str) -> None:
    assert plain_pnc_id(typed) == "2002/0073319Z"
    assert is_pnc_id(typed)


def test_two_figures_of_a_year_that_has_not_come_are_of_the_last_century() -> None:
    assert plain_pnc_id("81/34U") == "1981/0000034U"
    assert plain_pnc_id("03/3Y") == "2003/0000003Y"


def test_a_pnc_id_that_does_not_prove_is_kept_and_not_believed() -> None:
    assert plain_pnc_id("2001/171310s") == "2001/0171310S"
    assert not is_pnc_id("2001/171310s")
    assert plain_pnc_id(" 20120052494O ") == "20120052494O"
    assert plain_pnc_id("unknown, see Athena") == "unknown, see Athena"


def test_every_other_letter_of_a_pnc_id_is_noticed() -> None:
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXY":
        assert not is_pnc_id("2002/0073319" + letter)
