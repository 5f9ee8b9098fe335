"""Reading enableWhen. Whatever could be misread is refused, because an item would go unasked."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from desktop.forms.compare import UNITS
from desktop.forms.findings import Finding
from desktop.forms.model import Condition, Item, ItemType, Operator, ValueKind
from desktop.forms.resource import SDC, Extensions, Node, node_at, nodes_at, text_at
from desktop.forms.rules import finding
from desktop.forms.values import read_value

ENABLE_WHEN_EXPRESSION = SDC + "enableWhenExpression"


def read_conditions(
    node: Node, link_id: str, extensions: Extensions, findings: list[Finding]
) -> tuple[Condition, ...]:
    conditions = []
    for entry in nodes_at(node, "enableWhen"):
        if "hasAnswer" in entry:
            findings.append(finding("not_r4", link_id, found="enableWhen.hasAnswer, STU3"))
        elif condition := _condition(entry):
            conditions.append(condition)
            findings.extend(_unit_findings(entry, link_id))
        else:
            findings.append(finding("unreadable_condition", link_id))
    if conditions and ENABLE_WHEN_EXPRESSION in extensions:
        findings.append(finding("both_mechanisms", link_id))
    return tuple(conditions)


def is_any_enough(
    node: Node,
    link_id: str,
    conditions: tuple[Condition, ...],
    repeating: Collection[str],
    findings: list[Finding],
) -> bool:
    """Whether one of the conditions is enough. Silence about it is refused, or can be resolved."""
    behavior = text_at(node, "enableBehavior")
    if len(nodes_at(node, "enableWhen")) <= 1 or behavior in ("any", "all"):
        return behavior == "any"
    if _exclude_one_another(conditions, repeating):
        findings.append(finding("any_inferred", link_id))
        return True
    findings.append(finding("missing_enable_behavior", link_id))
    return False


def _exclude_one_another(conditions: tuple[Condition, ...], repeating: Collection[str]) -> bool:
    """Whether each asks for another value of one and the same single answer.

    If all of them had to hold, the item could never be asked, so that cannot be meant.
    """
    return (
        len(conditions) > 1
        and len({condition.question for condition in conditions}) == 1
        and conditions[0].question not in repeating
        and all(condition.operator is Operator.EQUAL for condition in conditions)
        and len({(condition.kind, condition.value) for condition in conditions}) == len(conditions)
    )


def _condition(entry: Node) -> Condition | None:
    question = text_at(entry, "question")
    found = read_value(entry, "answer")
    try:
        operator = Operator(text_at(entry, "operator"))
    except ValueError:
        return None
    if not question or found is None or sum(key.startswith("answer") for key in entry) > 1:
        return None
    value, kind = found
    if operator is Operator.EXISTS and kind is not ValueKind.BOOLEAN:
        return None
    return Condition(question=question, operator=operator, value=value, kind=kind)


def _unit_findings(entry: Node, link_id: str) -> Iterator[Finding]:
    """Only coded units are held to the table; a unit in words is compared as it is written."""
    unit = text_at(node_at(entry, "answerQuantity"), "code")
    if unit and unit not in UNITS:
        yield finding("unknown_unit", link_id, unit=unit)


def dangling(items: Iterable[Item], known: Mapping[str, Item]) -> Iterator[Finding]:
    for item in items:
        for condition in item.enable_when:
            source = known.get(condition.question)
            if source is None or not _can_be_asked(source):
                yield finding("dangling_question", item.link_id, question=condition.question)


def _can_be_asked(source: Item) -> bool:
    return source.type not in (ItemType.GROUP, ItemType.DISPLAY) or source.score is not None
