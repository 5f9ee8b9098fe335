"""Where a condition could not tell: units that do not compare, dates too coarse to decide.

Looked for when asked, not while answering: it changes nothing that is asked.
"""

from collections.abc import Iterator

from desktop.forms.compare import Order, order_in
from desktop.forms.findings import Finding
from desktop.forms.model import Condition, Operator, ValueKind
from desktop.forms.rules import finding
from desktop.forms.settling import Settling
from desktop.forms.tree import Node, Tree
from desktop.forms.value_checks import is_beyond_telling

_DOUBTFUL = {
    ValueKind.QUANTITY: (Order.NONE, "units_not_compared"),
    ValueKind.DATE: (Order.UNSURE, "precision_unsure"),
    ValueKind.DATE_TIME: (Order.UNSURE, "precision_unsure"),
}


def doubts_in(tree: Tree, settling: Settling) -> Iterator[Finding]:
    items = tree.questionnaire.items
    for item in items.values():
        doubtful = [each for each in item.enable_when if _may_be_doubtful(each)]
        rules = {
            rule
            for condition in doubtful
            for node in tree.by_link_id.get(item.link_id, ())
            if (rule := _doubt(condition, node, settling))
        }
        yield from (finding(rule, item.link_id) for rule in sorted(rules))
        if any(
            is_beyond_telling(item, value)
            for node in tree.by_link_id.get(item.link_id, ())
            for value in node.values()
        ):
            yield finding("limit_not_compared", item.link_id)


def _may_be_doubtful(condition: Condition) -> bool:
    return condition.kind in _DOUBTFUL and condition.operator is not Operator.EXISTS


def _doubt(condition: Condition, node: Node, settling: Settling) -> str:
    source = settling.tree.questionnaire.items.get(condition.question)
    if source is None or (node.parent is not None and not node.parent.applies):
        return ""
    sign, rule = _DOUBTFUL[condition.kind]
    values = settling.values_for(node, condition.question)
    return rule if any(order_in(value, condition, source) is sign for value in values) else ""
