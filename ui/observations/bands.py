"""Which bands a chart may draw: only those by which all its readings were named.

Draws nothing and names nothing itself. Where it cannot be told, there are no bands.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.forms.instruments import Instrument
from desktop.forms.instruments.rule import BandSet
from desktop.forms.model import Band
from desktop.services.screen_values import InstrumentReading
from ui.observations.our_forms import tools_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingInForm:
    """A reading, and the canonical of the form in which it was made ("" where not known here)."""

    reading: InstrumentReading
    canonical: str = ""


def bands_in_use(instrument: Instrument, made: Iterable[ReadingInForm]) -> BandSet | None:
    """Return the one set of bands that named all readings; None where there is not one."""
    sets = {each.key: each for each in instrument.band_sets}
    named = {_set_of(instrument, each) for each in made}
    return sets.get(named.pop()) if len(named) == 1 else None


def zones(chosen: BandSet) -> tuple[Band, ...]:
    """Return the bands that go by the total alone, lowest first: a zone of a chart is no more."""
    plain = (named.band for named in chosen.bands if not named.tests)
    return tuple(sorted(plain, key=lambda band: band.low))


def zone_of(chosen: BandSet, reading: InstrumentReading) -> str:
    """Return what the zone is called in which the total stands."""
    total = reading.total
    if total is None:
        return ""
    return next((band.label for band in zones(chosen) if _holds(band, reading)), "")


def _set_of(instrument: Instrument, made: ReadingInForm) -> str:
    if len(instrument.band_sets) == 1:
        return instrument.band_sets[0].key
    ours = (tools_in(made.canonical) or {}).get(instrument.key)
    if ours:
        return ours
    fits = [each.key for each in instrument.band_sets if _fits(each, made.reading)]
    # The same words in two sets: from one reading alone it cannot be told which was meant.
    return fits[0] if len(fits) == 1 else f"? {made.canonical}"


def _fits(chosen: BandSet, reading: InstrumentReading) -> bool:
    bands = (named.band for named in chosen.bands)
    return any(band.label == reading.band and _holds(band, reading) for band in bands)


def _holds(band: Band, reading: InstrumentReading) -> bool:
    total = reading.total
    return total is not None and band.low <= total and (band.high is None or total <= band.high)
