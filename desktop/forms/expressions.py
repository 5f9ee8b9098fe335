"""What forms compute. Nothing is computed in this version; this says so, item by item.

The FHIRPath evaluator takes its place here, and the refusal of enableWhenExpression falls with it.
"""

import re
from collections.abc import Iterator

from desktop.forms.findings import Finding
from desktop.forms.resource import EXTENSIONS, SDC, Extensions, Node, node_at, text_at
from desktop.forms.rules import finding

CALCULATED = SDC + "calculatedExpression"
INITIAL = SDC + "initialExpression"
_SUB_FORM = SDC + "subQuestionnaire"
_NOT_APPLIED = (
    SDC + "answerExpression",
    SDC + "candidateExpression",
    SDC + "answerOptionsToggleExpression",
    EXTENSIONS + "targetConstraint",
    EXTENSIONS + "questionnaire-constraint",
    EXTENSIONS + "cqf-expression",
)
EXPRESSION_EXTENSIONS = frozenset({CALCULATED, INITIAL, _SUB_FORM, *_NOT_APPLIED})
_TOTAL = re.compile(r"score|total", re.IGNORECASE)
_GUARD = re.compile(r"count\s*\(|exists\s*\(|hasValue\s*\(|all\s*\(")


def is_filled_elsewhere(extensions: Extensions) -> bool:
    """Whether other programs put the answer in, so that here a person must be able to."""
    return CALCULATED in extensions or INITIAL in extensions


def expression_findings(node: Node, link_id: str, extensions: Extensions) -> Iterator[Finding]:
    if CALCULATED in extensions:
        yield from _calculated(node, link_id, extensions)
    if INITIAL in extensions:
        yield finding("filled_from_record", link_id)
    if _SUB_FORM in extensions:
        yield finding("missing_part", link_id)
    for url in _NOT_APPLIED:
        if url in extensions:
            yield finding("expression_ignored", link_id, url=url)


def _calculated(node: Node, link_id: str, extensions: Extensions) -> Iterator[Finding]:
    written = node_at(extensions.get(CALCULATED), "valueExpression")
    language = text_at(written, "language")
    expression = text_at(written, "expression")
    if language in ("", "text/fhirpath"):
        yield finding("calculated", link_id)
    else:
        yield finding("calculated_elsewhere", link_id, language=language)
    name = f"{link_id} {text_at(node, 'text')}"
    if _TOTAL.search(name) and "sum(" in expression and not _GUARD.search(expression):
        yield finding("score_without_guard", link_id)
    if node.get("initial"):
        yield finding("initial_and_calculated", link_id)
