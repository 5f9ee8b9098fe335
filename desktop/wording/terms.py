"""The words for the domain's values: what `Priority.ROUTINE` is called on a screen and on paper.

Has no words for record contents; those are shown as they were typed.
"""

from enum import Enum

from desktop.domain.conflict import Choice
from desktop.domain.court_report import CopyRoute, ReportStatus
from desktop.domain.detention import BreachReason, CallReason, Priority, Setting
from desktop.domain.person import Gender, MarkerKind
from desktop.domain.person_link import LinkDecision
from desktop.domain.screen import Absent, ConsentScope, ConsentStatus, ScreenStatus
from desktop.domain.staff import Role
from desktop.wording.words import later, later_plural, plural, text

# Per type, because members of different StrEnums with the same text are the same dictionary key.
_TERMS: dict[type[Enum], dict[Enum, str]] = {
    ReportStatus: {
        ReportStatus.DRAFT: later("Draft"),
        ReportStatus.SIGNED: later("Signed"),
        ReportStatus.SUPERSEDED: later("Superseded"),
    },
    Choice: {
        Choice.KEEP: later("Keep this one"),
        Choice.BOTH: later("Keep both, as dated entries"),
        Choice.THIRD: later("Write something else"),
    },
    LinkDecision: {
        LinkDecision.LINKED: later("The same person"),
        LinkDecision.NOT_THE_SAME: later("Not the same person"),
        LinkDecision.ENDED: later("No longer linked"),
    },
    CopyRoute: {
        CopyRoute.PRINTED: later("Printed"),
        CopyRoute.SAVED: later("Saved as PDF"),
        CopyRoute.SAVED_ENCRYPTED: later("Saved as PDF with a password"),
    },
    Setting: {
        Setting.CUSTODY: later("Police custody"),
        Setting.VOLUNTARY_ATTENDANCE: later("Voluntary attendance"),
        Setting.COURT: later("Court"),
        Setting.COMMUNITY: later("Community"),
    },
    CallReason: {
        CallReason.FIT_TO_DETAIN: later("Fit to be detained"),
        CallReason.FIT_TO_INTERVIEW: later("Fit to be interviewed"),
        CallReason.MEDICATION: later("Medication"),
        CallReason.INJURY: later("Injury"),
        CallReason.INTOXICATION: later("Intoxication"),
        CallReason.WITHDRAWAL: later("Withdrawal"),
        CallReason.MENTAL_HEALTH: later("Mental health"),
        CallReason.SELF_HARM: later("Self-harm"),
        CallReason.PREGNANCY: later("Pregnancy"),
        CallReason.FORENSIC_SAMPLE: later("Forensic sample"),
        CallReason.DRUG_TEST: later("Drug test"),
        CallReason.REVIEW: later("Review"),
        CallReason.OTHER: later("Other"),
    },
    Priority: {
        Priority.EMERGENCY: later("Emergency"),
        Priority.URGENT: later("Urgent"),
        Priority.ROUTINE: later("Routine"),
    },
    BreachReason: {
        BreachReason.BUSY: later("Busy with another person in custody"),
        BreachReason.TWO_SUITES: later("Covering two suites"),
        BreachReason.NO_STAFF: later("No practitioner on shift"),
        BreachReason.UNAVAILABLE: later("Person was not available"),
        BreachReason.WRONGLY_LOGGED: later("Call was logged by mistake"),
    },
    Gender: {
        Gender.MALE: later("Male"),
        Gender.FEMALE: later("Female"),
        Gender.INDETERMINATE: later("Indeterminate"),
        Gender.NOT_KNOWN: later("Not known"),
    },
    MarkerKind: {
        MarkerKind.SELF_HARM: later("Self-harm"),
        MarkerKind.SUICIDE: later("Suicide"),
        MarkerKind.ALLERGY: later("Allergy"),
        MarkerKind.WITHDRAWAL: later("Withdrawal"),
        MarkerKind.MEDICAL: later("Medical"),
        MarkerKind.VIOLENCE: later("Violence"),
        MarkerKind.PREGNANT: later("Pregnant"),
        MarkerKind.CHILD: later("Under 18"),
        MarkerKind.VULNERABLE_ADULT: later("Vulnerable adult"),
        MarkerKind.KNOWN_TO_FULL_CIRCLE: later("Known to Full Circle"),
    },
    Absent: {
        Absent.DECLINED: later("Declined to answer"),
        Absent.UNABLE: later("Unable to answer"),
        Absent.NOT_ASKED: later("Not asked"),
        Absent.NOT_KNOWN: later("Not known"),
    },
    ScreenStatus: {
        ScreenStatus.IN_PROGRESS: later("In progress"),
        ScreenStatus.PAUSED: later("Paused"),
        ScreenStatus.HANDED_OVER: later("Handed over"),
        ScreenStatus.COMPLETED: later("Completed"),
        ScreenStatus.UNFINISHED: later("Left unfinished"),
    },
    ConsentScope: {
        ConsentScope.SCREENING: later("Screening"),
        ConsentScope.CUSTODY_STAFF: later("Share with custody staff"),
        ConsentScope.COURT: later("Share with the court"),
        ConsentScope.DEFENCE: later("Share with the defence"),
        ConsentScope.PROSECUTION: later("Share with the prosecution"),
        ConsentScope.PROBATION: later("Share with probation"),
        ConsentScope.GP: later("Share with the GP"),
        ConsentScope.REFERRAL: later("Referral to other services"),
        ConsentScope.CONTACT_AFTER: later("Contact after release"),
        ConsentScope.PEER_SUPPORT: later("Peer support"),
        ConsentScope.FEEDBACK: later("Asking for feedback"),
        ConsentScope.RESEARCH: later("Research"),
    },
    ConsentStatus: {
        ConsentStatus.GIVEN: later("Given"),
        ConsentStatus.REFUSED: later("Refused"),
        ConsentStatus.WITHDRAWN: later("Withdrawn"),
        ConsentStatus.NOT_ASKED: later("Not asked"),
        ConsentStatus.LACKS_CAPACITY: later("Lacks capacity to decide"),
        ConsentStatus.NOT_NEEDED: later("Not needed"),
    },
    Role: {
        Role.HCP: later("Healthcare professional"),
        Role.LIAISON: later("Liaison and diversion practitioner"),
        Role.SUPPORT: later("Support worker"),
        Role.STREET_TRIAGE: later("Street triage practitioner"),
        Role.COURT: later("Court practitioner"),
        Role.SUPERVISOR: later("Supervisor"),
        Role.COMMUNITY: later("Community team"),
        Role.ANALYST: later("Analyst"),
        Role.GOVERNANCE: later("Information governance"),
        Role.ADMINISTRATOR: later("Administrator"),
    },
}

_MATCH_REASONS = {
    "match.nhs_number": later("same NHS number"),
    "match.pnc_id": later("same PNC ID"),
    "match.custody_record_number": later("same custody record number"),
    "match.name": later("same name"),
    "match.family_name": later("same family name"),
    "match.given_name": later("same given name"),
    "match.name_swapped": later("same names in the other order"),
    "match.name_close": later("name spelt almost the same"),
    "match.name_begins": later("name begins the same"),
    "match.name_sounds": later("name sounds the same"),
    "match.name_variant": later("short form or another spelling of the name"),
    "match.alias": later("another name they have used"),
    "match.known_as": later("the name they are known by"),
    "match.date_of_birth": later("same date of birth"),
    "match.date_of_birth_close": later("date of birth one digit apart"),
    "match.date_of_birth_swapped": later("day and month of birth swapped"),
    "match.year_of_birth": later("same year of birth"),
    "match.year_of_birth_near": later("same day of birth, another year near it"),
    "match.postcode": later("same postcode"),
    "match.phone": later("same telephone number"),
    "match.gender": later("same gender"),
}

# What the journal calls its records: the word for one, the sentence parts for a number of them.
_THINGS = {
    "person": later_plural("{count} person", "{count} people"),
    "person_link": later_plural(
        "{count} decision about two records", "{count} decisions about two records"
    ),
    "detention": later_plural("{count} detention", "{count} detentions"),
    "hcp_call": later_plural("{count} call for a practitioner", "{count} calls for a practitioner"),
    "clinical_review": later_plural("{count} clinical review", "{count} clinical reviews"),
    "screen": later_plural("{count} screen", "{count} screens"),
    "consent": later_plural("{count} consent", "{count} consents"),
    "also_recorded": later_plural(
        "{count} value kept beside another", "{count} values kept beside others"
    ),
    "court_report": later_plural("{count} court report", "{count} court reports"),
    "attached_part": later_plural("{count} part of a file", "{count} parts of files"),
    "report_copy": later_plural("{count} note of a report copy", "{count} notes of report copies"),
    "form": later_plural("{count} form", "{count} forms"),
    "practitioner": later_plural("{count} practitioner", "{count} practitioners"),
    "device": later_plural("{count} workstation", "{count} workstations"),
}
_OTHER_THINGS = later_plural("{count} other record", "{count} other records")
_KINDS = {
    "person": (later("Person"), later("People")),
    "person_link": (later("Decision about two records"), later("Decisions about two records")),
    "detention": (later("Detention"), later("Detentions")),
    "hcp_call": (later("Call for a practitioner"), later("Calls for a practitioner")),
    "clinical_review": (later("Clinical review"), later("Clinical reviews")),
    "screen": (later("Screen"), later("Screens")),
    "consent": (later("Consent"), later("Consents")),
    "also_recorded": (later("Value kept beside another"), later("Values kept beside others")),
    "court_report": (later("Court report"), later("Court reports")),
    "attached_part": (later("Part of a file"), later("Parts of files")),
    "report_copy": (later("Report copy"), later("Report copies")),
    "form": (later("Form"), later("Forms")),
    "practitioner": (later("Practitioner"), later("Practitioners")),
    "device": (later("Workstation"), later("Workstations")),
}


def term(value: Enum) -> str:
    """Return the words for one of the domain's values: `term(CallReason.INJURY)` is "Injury"."""
    words = _TERMS.get(type(value), {}).get(value)
    return text(words) if words is not None else str(value.value).replace("_", " ").capitalize()


def match_reason(key: str) -> str:
    """Return why two people may be one, as part of a sentence: "same NHS number"."""
    return text(_MATCH_REASONS.get(key, later("other details are alike")))


def kind(name: str, *, many: bool = False) -> str:
    """Return what a kind of journalled record is called, alone: "Detention", "Detentions"."""
    one_and_many = _KINDS.get(name, (later("Other record"), later("Other records")))
    return text(one_and_many[1 if many else 0])


def counted(name: str, count: int) -> str:
    """Return "1 detention" or "3 detentions"."""
    one, many = _THINGS.get(name, _OTHER_THINGS)
    return plural(one, many, count)
