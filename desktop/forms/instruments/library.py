"""The instruments that ship with the program, read once."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from desktop.forms.instruments.reading_rule import read_instrument
from desktop.forms.instruments.rule import Instrument


@lru_cache(maxsize=1)
def all_instruments() -> Mapping[str, Instrument]:
    """Return them by key, in the order of their keys."""
    folder = files("resources") / "instruments"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".json"))
    found = [read_instrument((folder / name).read_bytes(), name) for name in names]
    return MappingProxyType({instrument.key: instrument for instrument in found})
