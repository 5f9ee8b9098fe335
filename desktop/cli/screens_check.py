"""`custody-liaison screens check`: looks at many forms at once. Needs no store and no display.

Published forms are anybody's work: a file that cannot be read stops none of the others.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop.forms import Inspection, Verdict, inspect
from desktop.forms.structure import LARGEST_MB

_WORDS = {
    Verdict.WORKS: "works",
    Verdict.WORKS_WITH_FINDINGS: "findings",
    Verdict.REFUSED: "refused",
}


def bytes_of(file: Path) -> bytes:
    """Return what the file holds; of one far too large only enough to say so."""
    with file.open("rb") as opened:
        return opened.read(LARGEST_MB * 2**20 + 1)


def check_screens(asked: argparse.Namespace) -> int:
    looked, unread = [], 0
    for file in asked.files:
        try:
            looked.append((file, inspect(bytes_of(file))))
        except OSError as error:
            unread += 1
            print(f"custody-liaison: {file} cannot be read: {error.strerror}.", file=sys.stderr)
    if asked.json:
        print(json.dumps([_reported(file, seen) for file, seen in looked]))
    else:
        print("\n".join(_table(looked)))
    return 1 if unread else 0


def _reported(file: Path, seen: Inspection) -> dict[str, Any]:
    return {
        "file": str(file),
        "verdict": _WORDS[seen.verdict],
        "items": seen.item_count,
        "findings": [
            {
                "linkId": one.link_id,
                "level": str(one.level),
                "message": one.text,
                "rule": one.rule,
            }
            for one in seen.findings
        ],
    }


def _table(looked: Sequence[tuple[Path, Inspection]]) -> Iterator[str]:
    """Yield a line for each form, what was found below it, and the sums at the end."""
    for file, seen in looked:
        yield f"{_WORDS[seen.verdict]:<8} {seen.item_count:>5} items  {file}"
        for one in seen.findings:
            yield f"  {one.level}: {one.link_id or 'form'}: {one.text}"
    verdicts = [seen.verdict for _, seen in looked]
    sums = (f"{verdicts.count(verdict)} {word}" for verdict, word in _WORDS.items())
    yield f"{len(looked)} looked at: {', '.join(sums)}"
