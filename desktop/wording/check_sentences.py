"""What the checks of a court report find, and what its author can do about it."""

from desktop.wording.words import later

CHECKS: dict[str, tuple[str, ...]] = {
    "check.no_consent": (
        later(
            "There is no recorded agreement to share with the court. "
            "Record the decision, or print that no information is shared."
        ),
    ),
    "check.consent_withdrawn": (
        later(
            "The agreement to share with the court was withdrawn. "
            "Do not print or hand out this report."
        ),
    ),
    "check.no_court": (later("No court is named. Enter the court."),),
    "check.no_hearing": (later("There is no hearing date and time. Enter them."),),
    "check.empty_section": (
        later("“{title}” is empty. Write it, or say that there is nothing to report."),
        later("This section is empty. Write it, or say that there is nothing to report."),
    ),
    "check.third_party": (
        later("Names or describes a third person (“{words}”): remove it or give a reason."),
        later("Names or describes a third person: remove it or give a reason."),
    ),
    "check.admission": (
        later(
            "May repeat what was said about the alleged offence (“{words}”). "
            "A report to the court must not: remove it."
        ),
        later(
            "May repeat what was said about the alleged offence. "
            "A report to the court must not: remove it."
        ),
    ),
    "check.suicide_band": (
        later(
            "Gives suicide risk as a band (“{words}”). Describe the concern and what helps instead."
        ),
        later("Gives suicide risk as a band. Describe the concern and what helps instead."),
    ),
    "check.unverified_diagnosis": (
        later(
            "States a diagnosis that nobody has confirmed (“{words}”). "
            "Write “reports a diagnosis of”, or say who confirmed it."
        ),
        later(
            "States a diagnosis that nobody has confirmed. "
            "Write “reports a diagnosis of”, or say who confirmed it."
        ),
    ),
    "check.raw_score": (
        later("Gives a score without saying what it means (“{words}”). Explain it in words."),
        later("Gives a score without saying what it means. Explain it in words."),
    ),
    "check.other_persons_name": (
        later(
            "A name here is not the defendant's (“{words}”). "
            "Check that no text was copied from another report."
        ),
        later(
            "A name or date of birth here is not the defendant's. "
            "Check that no text was copied from another report."
        ),
    ),
    "check.no_registration_number": (
        later(
            "You have no registration number on record. "
            "A report by someone unregistered needs a second signature."
        ),
    ),
    "check.prompt_left": (
        later("A prompt is still in the text: {words}. Write what it asks for, or remove it."),
        later("A prompt is still in the text. Write what it asks for, or remove it."),
    ),
}
