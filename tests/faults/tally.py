"""Adds a run of a rig to docs/tally, so that the counts of many runs come together."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.simulator.run import commit

FOLDER = Path(__file__).parents[2] / "docs" / "tally"


def add_run(rig: str, row: dict[str, Any]) -> None:
    path = FOLDER / f"{rig}.json"
    runs = json.loads(path.read_text(encoding="utf-8"))["runs"] if path.exists() else []
    runs.append({"day": f"{datetime.now(UTC):%Y-%m-%d}", "commit": commit(), **row})
    lines = ",\n".join("    " + json.dumps(run) for run in runs)
    FOLDER.mkdir(exist_ok=True)
    path.write_text(f'{{\n  "runs": [\n{lines}\n  ]\n}}\n', encoding="utf-8")
