"""The places a person can go to. A place names a page and what it shows, never a widget."""

from dataclasses import dataclass, field
from uuid import UUID

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
class CheckAnswersPlace:
    """`at` is the question to come back to; it makes no other place of it."""

    screen_id: ScreenId
    at: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ComparePlace:
    screen_id: ScreenId


@dataclass(frozen=True, slots=True)
class ScreenPaperPlace:
    screen_id: ScreenId


@dataclass(frozen=True, slots=True)
class BlankFormPlace:
    """A form to fill in by pen, headed with a person where one is named."""

    canonical: str
    person_id: PersonId | None = None


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
class ConflictPlace:
    """One thing that colleagues recorded differently: a register of a record of a kind."""

    kind: str
    record_id: UUID
    register: str


@dataclass(frozen=True, slots=True)
class ConflictsPlace:
    """All that has to be decided, or what is about one person."""

    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class MetTwicePlace:
    """Records that may be one person: all of them, or those of one person with her links."""

    person_id: PersonId | None = None


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
    | CheckAnswersPlace
    | ComparePlace
    | ScreenPaperPlace
    | BlankFormPlace
    | ImportFormPlace
    | CourtReportsPlace
    | CourtReportPlace
    | ConflictPlace
    | ConflictsPlace
    | MetTwicePlace
    | ShiftEndPlace
)
