"""About how long it takes to find out what the expressions of a form depend on.

Estimated from their words before anything is followed, because following is what takes the time.
"""

import re
from collections.abc import Iterator

from desktop.forms.fhirpath import Expression
from desktop.forms.model import Logic, Questionnaire

# Of a form that people fill in we know none beyond a fifth of this.
MOST = 1_000_000
# Measured, in microseconds on an office machine: for each letter, and for each item looked at.
_LETTER = 6
_NAMED_CHILD = 2
_CHILD = 12
_ANYWHERE = 25
_NAMED_ANYWHERE = 1
_CHILDREN = re.compile(r"\bitem\b(?!\s*\.\s*where\s*\(\s*linkId\s*=)")
_NAMED_CHILDREN = re.compile(r"\bitem\s*\.\s*where\s*\(\s*linkId\s*=")
_BELOW = re.compile(r"\b(?:descendants|repeat|children)\s*\(")
_NAMED_BELOW = re.compile(
    r"\b(?:descendants\s*\(\s*\)|repeat\s*\(\s*item(?:\s*\|\s*answer\.item)?\s*\))"
    r"\s*\.\s*where\s*\(\s*linkId\s*="
)


def logic_cost(questionnaire: Questionnaire) -> int:
    texts = [each.text for logic in _logics(questionnaire) for each in _followed(logic)]
    if not texts:
        return 0
    items = questionnaire.items
    tops = sum(item.parent is None for item in items.values())
    width = max([tops, *(len(item.children) for item in items.values())])
    return sum(
        _LETTER * len(text)
        + width * _NAMED_CHILD * len(_NAMED_CHILDREN.findall(text))
        + width * _CHILD * len(_CHILDREN.findall(text))
        + len(items) * _anywhere(text)
        for text in texts
    )


def _anywhere(text: str) -> int:
    """Return what looking through the whole form costs. Looking for a linkId is nearly free."""
    named = len(_NAMED_BELOW.findall(text))
    return _NAMED_ANYWHERE * named + _ANYWHERE * (len(_BELOW.findall(text)) - named)


def _logics(questionnaire: Questionnaire) -> Iterator[Logic]:
    yield questionnaire.logic
    for item in questionnaire.items.values():
        yield item.logic


def _followed(logic: Logic) -> Iterator[Expression]:
    for _, variable in logic.variables:
        yield variable
    yield from filter(None, (logic.enabled, logic.calculated, logic.text))
