"""Answers and what they must come to: our own table, and a way to read the shared one."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.domain.screen import Coding, Value
from desktop.forms.instruments import ANSWER_SYSTEM, Result, all_instruments, work_out
from desktop.forms.instruments.rule import TOTAL, Instrument
from desktop.forms.instruments.weighing import Options
from desktop.forms.model import Item, ItemType

SHARED = Path(__file__).parents[6] / "shared" / "domain" / "scoring_vectors.csv"
NO_SHARED = f"the shared scoring cases are not here: {SHARED}"

KEYS = {
    "NEWS2": "news2",
    "GCS": "gcs",
    "PHQ-9": "phq-9",
    "PHQ-2": "phq-2",
    "GAD-7": "gad-7",
    "GAD-2": "gad-2",
    "K6": "k6",
    "K10": "k10",
    "AUDIT": "audit",
    "AUDIT-C (UK)": "audit-c",
    "FAST": "fast",
    "CIWA-Ar": "ciwa-ar",
    "COWS": "cows",
    "AQ-10": "aq-10",
    "ASRS-v1.1 Part A": "asrs",
    "PC-PTSD-5": "pc-ptsd-5",
    "4AT": "4at",
    "SADQ": "sadq",
    "BJMHS": "bjmhs",
    "CMHS-M": "cmhs-m",
    "CMHS-W": "cmhs-w",
    "DASH RIC (SafeLives)": "dash",
}
_CONSCIOUSNESS = {
    "A": "alert",
    "C": "confusion",
    "V": "voice",
    "P": "pain",
    "U": "unresponsive",
}

Given = dict[str, tuple[Value, Item] | None]


@dataclass(frozen=True, slots=True)
class SharedCase:
    tool: str
    name: str
    raw: str
    total: Decimal | None
    band: str

    def __str__(self) -> str:
        return f"{self.tool}: {self.name}"


def shared_cases() -> list[SharedCase]:
    if not SHARED.exists():
        return []
    with SHARED.open(encoding="utf-8", newline="") as file:
        return [
            SharedCase(
                row["tool"],
                row["case"],
                row["input"],
                Decimal(row["total"]) if row["total"] else None,
                row["band"],
            )
            for row in csv.DictReader(file)
        ]


def number(link_id: str, value: object) -> tuple[Value, Item]:
    item_type = ItemType.INTEGER if isinstance(value, int) else ItemType.DECIMAL
    return (value if isinstance(value, int) else str(value)), Item(link_id=link_id, type=item_type)


def answer(link_id: str, code: str) -> tuple[Value, Item]:
    item = Item(link_id=link_id, type=ItemType.CHOICE)
    return Coding(code=code, system=ANSWER_SYSTEM), item


def yes(link_id: str, value: object) -> tuple[Value, Item]:
    return bool(value), Item(link_id=link_id, type=ItemType.BOOLEAN)


def in_order(instrument: Instrument, answers: Sequence[Any]) -> Given:
    """Give the parts their points, or the answer's own name, in the order of the tool."""
    given: Given = {}
    for part, value in zip(instrument.parts, answers, strict=True):
        if value is None:
            given[part.key] = None
        elif isinstance(value, str):
            given[part.key] = answer(part.key, value.lower())
        elif isinstance(part.weigh, Options) and "yes" in {
            choice.answer for choice in part.weigh.choices
        }:
            given[part.key] = yes(part.key, value)
        else:
            given[part.key] = number(part.key, value)
    return given


def observations(given: Mapping[str, Any]) -> Given:
    """Give NEWS2 what was observed, as the shared cases write it."""
    return {
        **{key: number(key, given[key]) for key in ("rr", "spo2", "sbp", "pulse", "temp")},
        "scale": answer("scale", f"scale-{given['scale']}"),
        "o2": answer("o2", "oxygen" if given["o2"] else "air"),
        "cons": answer("cons", _CONSCIOUSNESS[given["cons"]]),
    }


def worked_out(case: SharedCase) -> Result:
    instrument = all_instruments()[KEYS[case.tool]]
    content = json.loads(case.raw, parse_float=Decimal)
    return work_out(instrument, _given(instrument, content))


def _given(instrument: Instrument, content: Any) -> Given:
    if isinstance(content, list):
        return in_order(instrument, content)
    if instrument.key == "news2":
        return observations(content)
    if instrument.key == "gcs":
        return in_order(instrument, [content[letter] for letter in "EVM"])
    if "trauma" in content:
        items = content.get("items", [None] * (len(instrument.parts) - 1))
        return in_order(instrument, [content["trauma"], *items])
    if "yes" in content:
        parts = len(instrument.parts)
        return in_order(instrument, [number <= content["yes"] for number in range(1, parts + 1)])
    return {TOTAL: number(TOTAL, content["sum_of_20_items"])}
