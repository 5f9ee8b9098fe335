"""Other names as they are typed, one a line, and the register each of them is kept in."""

from collections.abc import Mapping
from dataclasses import replace

from desktop.domain.identity import new_uuid
from desktop.domain.person import Alias


def aliases_as_text(aliases: Mapping[str, Alias]) -> str:
    shown = (alias for alias in aliases.values() if not alias.is_removed)
    return "\n".join(_as_line(alias) for alias in shown)


def aliases_from_text(text: str, old: Mapping[str, Alias]) -> dict[str, Alias]:
    """Return the aliases typed. A line that stood there keeps its key; one that went is removed."""
    typed = [_from_line(line) for line in text.splitlines() if line.strip()]
    aliases: dict[str, Alias] = {}
    for key, alias in old.items():
        kept = replace(alias, is_removed=False)
        if kept in typed:
            typed.remove(kept)
            aliases[key] = kept
        else:
            aliases[key] = replace(alias, is_removed=True)
    return aliases | {str(new_uuid()): alias for alias in typed}


def _as_line(alias: Alias) -> str:
    return f"{alias.family_name}, {alias.given_name}" if alias.given_name else alias.family_name


def _from_line(line: str) -> Alias:
    family, _comma, given = (part.strip() for part in line.partition(","))
    return Alias(family_name=family, given_name=given)
