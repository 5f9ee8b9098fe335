"""Everything the observations of one stay show at once, read away from the windows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.domain.detention import Detention
from desktop.domain.identity import DetentionId, PersonId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.errors import NotFoundError
from desktop.forms.instruments import Instrument, all_instruments
from desktop.forms.instruments.rule import BandSet
from desktop.services.everything import Services
from desktop.services.screen_values import DueInstrument, InstrumentReading
from desktop.services.values import FormChoice, PersonFile
from ui.observations.bands import ReadingInForm, bands_in_use
from ui.observations.our_forms import tools_in

_REPEATED = 2
_SHORT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One tool: its readings oldest first, when it is due, the form that records it.

    `begun` is a screen of that form left half done in this stay; `begun_by` whose it is.
    """

    instrument: Instrument
    readings: tuple[InstrumentReading, ...] = ()
    due: DueInstrument | None = None
    form: FormChoice | None = None
    begun: Screen | None = None
    begun_by: str = ""
    bands: BandSet | None = None

    @property
    def name(self) -> str:
        """What it is called in a line: "CIWA-Ar" without what it is for, "GCS"."""
        short = self.instrument.title.partition(" (")[0]
        return short if len(short) <= _SHORT else self.instrument.key.upper()

    def last(self) -> InstrumentReading | None:
        return self.readings[-1] if self.readings else None

    def may_be_charted(self) -> bool:
        """Tools that must not give a level, such as those about suicide, are never drawn."""
        return not self.instrument.never and len(self.readings) >= _REPEATED


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationsSheet:
    """`watched` stands in the order in which it has to be done."""

    file: PersonFile
    detention: Detention
    watched: tuple[Watched, ...]

    def is_in_custody(self) -> bool:
        return self.detention.released_at is None


def read_sheet(
    services: Services, person_id: PersonId, detention_id: DetentionId
) -> ObservationsSheet:
    file = services.open_person(person_id)
    detention = next((stay for stay in file.detentions if stay.id == detention_id), None)
    if detention is None:
        raise NotFoundError(kind="detention")
    here = tuple(screen for screen in file.screens if screen.detention_id == detention_id)
    due = {one.instrument: one for one in services.due_instruments(detention_id)}
    forms = services.list_forms()
    watched = []
    for tool, may_be_there in _worth_asking(here):
        found = services.instrument_history(detention_id, tool.key) if may_be_there else ()
        if tool.repeat or len(found) >= _REPEATED:
            form = _form_of(tool, forms)
            begun = _half_done(here, form)
            one = Watched(
                instrument=tool,
                readings=tuple(sorted(found, key=lambda reading: reading.at)),
                due=due.get(tool.key),
                form=form,
                begun=begun,
                begun_by="" if begun is None else file.names.get(begun.started_by, ""),
                bands=_bands(tool, found, here),
            )
            watched.append(one)
    return ObservationsSheet(
        file=file, detention=detention, watched=tuple(sorted(watched, key=_order))
    )


def address(canonical: str) -> str:
    """Return a form's address without its version."""
    return canonical.partition("|")[0]


def _worth_asking(here: Sequence[Screen]) -> Iterator[tuple[Instrument, bool]]:
    """Yield the tools to be shown, and those done twice; each with whether it may have been done.

    To ask for a tool costs as much as going through every screen of the stay.
    """
    known = [tools_in(screen.questionnaire) for screen in here]
    done = Counter(key for tools in known for key in tools or ())
    has_other_forms = None in known
    for tool in all_instruments().values():
        if tool.repeat:
            yield tool, has_other_forms or tool.key in done
        elif done[tool.key] >= _REPEATED:
            yield tool, True


def _form_of(tool: Instrument, forms: Sequence[FormChoice]) -> FormChoice | None:
    """Return the form of this one tool: it is named by the tool, or by what the tool is part of."""
    names = (tool.key, tool.part_of)
    own = (form for form in forms if form.is_instrument)
    return next((form for form in own if address(form.canonical).rpartition("/")[2] in names), None)


def _half_done(here: Sequence[Screen], form: FormChoice | None) -> Screen | None:
    if form is None:
        return None
    begun = (
        screen
        for screen in here
        if screen.status is not ScreenStatus.COMPLETED
        and address(screen.questionnaire) == address(form.canonical)
    )
    return max(begun, key=lambda screen: screen.started_at, default=None)


def _bands(
    tool: Instrument, found: Sequence[InstrumentReading], here: Sequence[Screen]
) -> BandSet | None:
    canonicals = {screen.id: screen.questionnaire for screen in here}
    complete = (reading for reading in found if reading.total is not None)
    return bands_in_use(
        tool,
        [
            ReadingInForm(reading=one, canonical=canonicals.get(one.screen_id, ""))
            for one in complete
        ],
    )


def _order(one: Watched) -> tuple[bool, datetime, bool, str]:
    """Put what is due first at the top; time alone never changes the order."""
    last = datetime.max.replace(tzinfo=UTC)
    due_at = one.due.due_at if one.due is not None else last
    return one.due is None, due_at, not one.readings, one.name
