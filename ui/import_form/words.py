"""What looking at a form found, in words."""

from desktop.forms import Finding, Inspection, Level, Verdict
from desktop.services.values import FormChoice
from desktop.wording.words import later, plural
from desktop.wording.words import text as _

_VERDICTS = {
    Verdict.WORKS: later("This form works here as it is."),
    Verdict.WORKS_WITH_FINDINGS: later(
        "This form works here. Read what is listed below before you put it to use."
    ),
    Verdict.REFUSED: later(
        "This form cannot be used here: it asks for something this program cannot do safely. "
        "The list below says what. Ask whoever published it."
    ),
}
_LEVELS = {Level.REFUSED: later("Cannot be used"), Level.FINDING: later("Take note")}


def verdict_words(inspection: Inspection) -> str:
    return _(_VERDICTS[inspection.verdict])


def level_words(finding: Finding) -> str:
    return _(_LEVELS[finding.level])


def place_words(finding: Finding) -> str:
    return finding.link_id or _("The whole form")


def items_words(inspection: Inspection) -> str:
    return plural("{count} item", "{count} items", inspection.item_count)


def title_words(inspection: Inspection) -> str:
    return inspection.title or _("A form without a title")


def origin_words(form: FormChoice) -> str:
    return _("Comes with the program") if form.is_built_in else _("Added here")
