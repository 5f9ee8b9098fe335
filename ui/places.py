"""The places a person can go to. A place names a page and what it shows, never a widget."""

from dataclasses import dataclass

from desktop.domain.identity import CallId, CourtReportId, DetentionId, PersonId, ScreenId


@dataclass(frozen=True, slots=True)
class BoardPlace:
    pass


@dataclass(frozen=True, slots=True)
class PeoplePlace:
    text: str = ""


@dataclass(frozen=True, slots=True)
class PersonPlace:
    person_id: PersonId
    detention_id: DetentionId | None = None


@dataclass(frozen=True, slots=True)
class AddPersonPlace:
    family_name: str = ""
    given_name: str = ""


@dataclass(frozen=True, slots=True)
class BookInPlace:
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class LogCallPlace:
    person_id: PersonId
    detention_id: DetentionId
    call_id: CallId | None = None


@dataclass(frozen=True, slots=True)
class ObservationsPlace:
    person_id: PersonId
    detention_id: DetentionId


@dataclass(frozen=True, slots=True)
class CustodyListPlace:
    pass


@dataclass(frozen=True, slots=True)
class ScreenPlace:
    screen_id: ScreenId


@dataclass(frozen=True, slots=True)
class ImportFormPlace:
    pass


@dataclass(frozen=True, slots=True)
class CourtReportsPlace:
    pass


@dataclass(frozen=True, slots=True)
class CourtReportPlace:
    report_id: CourtReportId


@dataclass(frozen=True, slots=True)
class ShiftEndPlace:
    pass


Place = (
    BoardPlace
    | PeoplePlace
    | PersonPlace
    | AddPersonPlace
    | BookInPlace
    | LogCallPlace
    | ObservationsPlace
    | CustodyListPlace
    | ScreenPlace
    | ImportFormPlace
    | CourtReportsPlace
    | CourtReportPlace
    | ShiftEndPlace
)
