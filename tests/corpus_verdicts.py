"""Looks at every published form used in tests and writes down which are refused, and by what rule.

    python -m tests.corpus_verdicts          compares docs/forms/refused.md with what is so now
    python -m tests.corpus_verdicts --write  writes its table anew; the reasons are kept

The page is reviewed by a person: a form that is newly refused has no reason until one is written.
"""

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from desktop.forms import Finding, Level, Verdict, inspect

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "forms" / "refused.md"
FORMS = ROOT.parent / "shared" / "corpus" / "questionnaires"
_BEGIN, _END = "<!-- written by tests.corpus_verdicts -->\n", "<!-- end -->\n"
_ROW = re.compile(r"^\| (?P<name>\S+) \| `(?P<rule>\w+)` \| (?P<item>.*?) \| (?P<why>.*) \|$")
_UNREVIEWED = "**not reviewed**"


@dataclass(frozen=True, slots=True)
class Refused:
    """One form and one rule that refuses it, with the first item concerned."""

    name: str
    rule: str
    link_id: str


def published_forms() -> list[Path]:
    return sorted(FORMS.glob("*/questionnaires/*.json"))


def name_of(path: Path) -> str:
    return f"{path.parts[-3]}/{path.stem}".replace(" ", "_")


def refusals_of(name: str, findings: tuple[Finding, ...]) -> list[Refused]:
    first: dict[str, str] = {}
    for finding in findings:
        if finding.level is Level.REFUSED:
            first.setdefault(finding.rule, finding.link_id)
    return [Refused(name, rule, link_id) for rule, link_id in sorted(first.items())]


def look_at_all() -> tuple[Counter[Verdict], list[Refused]]:
    verdicts: Counter[Verdict] = Counter()
    refused: list[Refused] = []
    for path in published_forms():
        seen = inspect(path.read_bytes())
        verdicts[seen.verdict] += 1
        refused.extend(refusals_of(name_of(path), seen.findings))
    return verdicts, refused


def reasons(page: str) -> dict[tuple[str, str], str]:
    """Return why each refusal is right, as the page says it now."""
    matches = filter(None, map(_ROW.match, page.splitlines()))
    return {(match["name"], match["rule"]): match["why"] for match in matches}


def table(
    verdicts: Counter[Verdict], refused: list[Refused], known: dict[tuple[str, str], str]
) -> str:
    total = sum(verdicts.values())
    loads = total - verdicts[Verdict.REFUSED]
    lines = [
        f"Of {total} forms {loads} can be used ({100 * loads / total:.1f} %).",
        "",
        "| verdict | forms |",
        "| --- | --- |",
        *(f"| {verdict} | {verdicts[verdict]} |" for verdict in Verdict),
        "",
        "| rule | forms |",
        "| --- | --- |",
        *(f"| `{rule}` | {count} |" for rule, count in _by_rule(refused)),
        "",
        "| form | rule | first item | why it is right |",
        "| --- | --- | --- | --- |",
        *(_row(each, known) for each in refused),
    ]
    return "\n".join(lines) + "\n"


def _by_rule(refused: list[Refused]) -> list[tuple[str, int]]:
    counts = Counter(each.rule for each in refused)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _row(each: Refused, known: dict[tuple[str, str], str]) -> str:
    item = f"`{each.link_id}`" if each.link_id else "the form"
    why = known.get((each.name, each.rule), _UNREVIEWED)
    return f"| {each.name} | `{each.rule}` | {item} | {why} |"


def page_with(text: str, written: str) -> str:
    before, _, rest = text.partition(_BEGIN)
    return before + _BEGIN + written + _END + rest.partition(_END)[2]


def main() -> int:
    text = PAGE.read_text()
    written = page_with(text, table(*look_at_all(), reasons(text)))
    if "--write" in sys.argv[1:]:
        PAGE.write_text(written)
        return 0
    if written != text:
        sys.stderr.write("docs/forms/refused.md is not what is so now: run with --write\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
