"""`custody-liaison bench`: what there is to measure, and how its rows are shown."""

import argparse
import importlib
import json

from desktop.bench.row import Row
from desktop.errors import RuleBrokenError

# Name, module, what it compares. A module has `measure() -> list[Row]` and loads when asked for.
_BENCHES = {
    "startup": (
        "desktop.bench.startup",
        "process start to painted unlock window, beside a bare PySide6 window",
    ),
    "storage": (
        "desktop.bench.storage",
        "an answer and a finished save made durable, beside one raw durable row",
    ),
    "forms": (
        "desktop.bench.forms",
        "large forms read, shown and answered, beside bare JSON and a bare Qt form",
    ),
    "sync": (
        "desktop.bench.sync",
        "rounds with a central store started here, beside bare batches into bare tables",
    ),
}

# What may be said to one of them alone.
_OPTIONS = {"forms": ("form",), "sync": ("full",)}

_LEAST_WIDE = 34


class NoSuchBenchError(RuleBrokenError):
    message_key = "error.no_such_bench"


def bench(asked: argparse.Namespace) -> int:
    """Print the rows of one bench. Exit code 1 where a goal does not hold."""
    if not asked.name:
        for name, (_module, about) in _BENCHES.items():
            print(f"{name:<10}{about}")
        return 0
    if asked.name not in _BENCHES:
        raise NoSuchBenchError(name=asked.name)
    options = {name: getattr(asked, name) for name in _OPTIONS.get(asked.name, ())}
    measured: list[Row] = importlib.import_module(_BENCHES[asked.name][0]).measure(**options)
    if asked.json:
        print(json.dumps([row.as_json() for row in measured]))
    else:
        _show(measured)
    return 0 if all(row.holds for row in measured) else 1


def _show(rows: list[Row]) -> None:
    widest = max([_LEAST_WIDE, *(len(row.name) + 2 for row in rows)])
    print(f"{'':<{widest}}{'ours':>10}{'baseline':>10}{'ratio':>8}{'goal':>8}")
    for row in rows:
        holds = "holds" if row.holds else "MISSED"
        print(
            f"{row.name:<{widest}}{row.ours:>7.2f} {row.unit}{row.baseline:>7.2f} {row.unit}"
            f"{row.ratio:>8.2f}{row.goal:>8.2f}  {holds}"
        )
