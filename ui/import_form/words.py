"""What looking at a form found, in words."""

import textwrap
from collections.abc import Mapping

from desktop.forms import Finding, Inspection, Level, Verdict
from desktop.services.values import FormChoice
from desktop.wording.words import later, plural
from desktop.wording.words import text as _

_LONGEST_PLACE = 60
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


def place_words(finding: Finding, questions: Mapping[str, str]) -> str:
    """Return the question in its own words; an address only where it has none."""
    if not finding.link_id:
        return _("The whole form")
    words = " ".join(questions.get(finding.link_id, "").split())
    return textwrap.shorten(words, _LONGEST_PLACE, placeholder="…") or finding.link_id


def items_words(inspection: Inspection) -> str:
    return plural("{count} item", "{count} items", inspection.item_count)


def title_words(inspection: Inspection) -> str:
    return inspection.title or _("A form without a title")


def origin_words(form: FormChoice) -> str:
    return _("Comes with the program") if form.is_built_in else _("Added here")
