"""A bench says what it compared, and whether the goal held."""

import importlib
import json
from argparse import Namespace

import pytest

from desktop.bench.row import Row
from desktop.bench.run import NoSuchBenchError, bench


def a_row(ours: float) -> Row:
    return Row(name="a save", ours=ours, baseline=2.0, unit="ms", goal=1.5)


def test_a_goal_holds_up_to_its_ratio_and_not_beyond() -> None:
    assert a_row(3.0).holds
    assert not a_row(3.01).holds


@pytest.fixture
def a_bench(monkeypatch: pytest.MonkeyPatch) -> list[Row]:
    rows: list[Row] = [a_row(2.0)]

    class Module:
        @staticmethod
        def measure() -> list[Row]:
            return rows

    monkeypatch.setattr(importlib, "import_module", lambda _name: Module)
    return rows


def test_the_json_holds_what_the_command_promises(
    a_bench: list[Row], capsys: pytest.CaptureFixture[str]
) -> None:
    code = bench(Namespace(name="storage", json=True))

    assert code == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "name": "a save",
            "ours": 2.0,
            "baseline": 2.0,
            "unit": "ms",
            "goal": 1.5,
            "ratio": 1.0,
            "holds": True,
        }
    ]


def test_a_missed_goal_is_said_and_ends_in_failure(
    a_bench: list[Row], capsys: pytest.CaptureFixture[str]
) -> None:
    a_bench[0] = a_row(9.0)

    assert bench(Namespace(name="storage", json=False)) == 1
    assert "MISSED" in capsys.readouterr().out


def test_bench_alone_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench(Namespace(name=None, json=False)) == 0

    listed = capsys.readouterr().out
    assert "startup" in listed
    assert "storage" in listed


def test_an_unknown_bench_is_refused() -> None:
    with pytest.raises(NoSuchBenchError):
        bench(Namespace(name="moon", json=False))
