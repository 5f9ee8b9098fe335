"""The custody list of a night can be read back line by line."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from desktop.demo.custody_list import COLUMNS, custody_list
from desktop.demo.night import a_night

NOW = datetime(2026, 7, 3, 1, 30, tzinfo=UTC)
SAMPLE = Path(__file__).parent / "custody_list_sample.csv"


def test_everyone_still_in_custody_stands_in_the_list() -> None:
    night = a_night(seed=11, detentions=12, suite="Colchester", now=NOW)

    rows = list(csv.DictReader(custody_list(night).splitlines()))

    held = [one for one in night.detentions if one.released_at is None]
    assert [row["Custody record"] for row in rows] == [one.custody_record_number for one in held]
    assert [row["Cell"] for row in rows] == [one.cell for one in held]
    assert tuple(rows[0]) == COLUMNS


def test_times_are_written_in_uk_time() -> None:
    night = a_night(seed=11, detentions=4, suite="Southend", now=NOW)

    rows = {row["Surname"]: row for row in csv.DictReader(custody_list(night).splitlines())}

    # 65 minutes before 02:30 in summer time.
    assert rows["KOWALSKA"]["Arrived"] == "03/07/2026 01:25"
    assert rows["KOWALSKA"]["DOB"] == "30/11/1995"
    assert rows["KOWALSKA"]["Sex"] == "F"


def test_a_list_can_lose_its_accents_as_police_systems_do() -> None:
    night = a_night(seed=11, detentions=4, suite="Southend", now=NOW)

    plain = custody_list(night, keeps_accents=False)

    assert "ADEYEMI,Tunde" in plain
    assert plain.isascii()
    assert "ADÉYẸMÍ,Túndé" in custody_list(night)


def test_the_sample_list_is_the_one_of_its_seed() -> None:
    night = a_night(seed=2026, detentions=14, suite="Southend", now=NOW)

    assert SAMPLE.read_bytes().decode() == custody_list(night)
