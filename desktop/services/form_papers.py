"""What a form on paper is made from: frozen values, every name and word already looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.identity import PractitionerId
from desktop.forms import Questionnaire
from desktop.services.written_out import WrittenOut


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPerson:
    """Whose paper it is. `name` is written family name first."""

    name: str
    born: date | None = None
    nhs_number: str = ""
    custody_record_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSignature:
    name: str
    at: datetime
    profession: str = ""
    registration_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenPaper:
    """A screen as answered. `names` are of all who answered; no `signature`: it is not finished."""

    title: str
    person: PaperPerson
    written: WrittenOut
    started_at: datetime
    started_by: str
    names: Mapping[PractitionerId, str]
    version: str = ""
    suite: str = ""
    signature: PaperSignature | None = None

    @property
    def is_finished(self) -> bool:
        return self.signature is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankPaper:
    """A form to fill in by pen. Without a person the head has room to write who it is about."""

    questionnaire: Questionnaire
    person: PaperPerson | None = None
