"""What an invented person says: one block of answers of each name that their kind allows."""

from typing import Any

from desktop.demo.chance import Chance
from desktop.demo.custody import Stay
from desktop.demo.invented import blocks, profiles
from desktop.demo.people import ADULT
from desktop.domain.person import Gender, age_in_years


def invent_answers(chance: Chance, stay: Stay) -> dict[str, Any]:
    """Return linkId to code, text, yes or no, or a list of these, for the whole screen."""
    profile = next(found for found in profiles() if found["key"] == stay.invented.profile)
    said: dict[str, Any] = dict(profile["needs"])
    for block, variants in profile["use"].items():
        said |= blocks()[block][chance.choice(variants)]
    said |= _of_everyone(chance, stay)
    if stay.invented.person.gender is Gender.FEMALE:
        said |= _of_women(chance)
    if _is_child(stay):
        said |= _of_children()
    if stay.detention.hearing_at is not None:
        said |= {"court.report": "same_day", "court.asked_by": "The legal adviser"}
    return said


def _of_everyone(chance: Chance, stay: Stay) -> dict[str, Any]:
    has_interpreter = bool(stay.invented.person.interpreter)
    is_known = stay.detention.is_first_time is False
    said: dict[str, Any] = {
        "consent.adult_present": bool(stay.detention.appropriate_adult),
        "today.setting": "custody",
        "today.episode": chance.choice(("again", "again_12_months")) if is_known else "new",
        "today.source": "E1",
        "today.offer": "accepted",
        "today.how_seen": "01",
        "today.minutes": chance.randint(15, 55),
        "today.present": ["interpreter"] if has_interpreter else ["nobody"],
        "today.interpreter": "1" if has_interpreter else "4",
        "identity.under_18": _is_child(stay),
        "identity.ethnicity": stay.invented.ethnicity,
        "identity.language": stay.invented.language,
        "legal.offence_group": stay.offence_group,
        "peer.offer": "not_offered",
        "close.reason": {"absent": "not_asked"},
    }
    if is_known:
        said["legal.previous"] = chance.randint(1, 30)
    return said


def _of_women(chance: Chance) -> dict[str, Any]:
    return {
        "physical.pregnant": "Y" if chance.happens(4) else "N",
        "physical.period_needs": chance.happens(15),
        "physical.female_practitioner": chance.choice(("accepted", "declined")),
    }


def _of_children() -> dict[str, Any]:
    return {
        "identity.marital": "S",
        "identity.forces": "03",
        "identity.care_leaver": False,
        "home.kind": "MA02",
        "home.job": "03",
        "home.benefits": ["none"],
        "home.debt": False,
        "home.parent": "N",
        "home.carer": False,
        "home.education": "college",
        "home.looked_after": "N",
        "home.child_protection": "1",
        "home.parent_carer": "Mother, by telephone",
        "home.extra_help": False,
        "legal.adult_needed": "under_18",
        "legal.adult_who": "Parent",
    }


def _is_child(stay: Stay) -> bool:
    born = stay.invented.person.date_of_birth
    return born is not None and age_in_years(born, stay.detention.arrived_at.date()) < ADULT
