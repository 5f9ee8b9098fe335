"""Where a rule of the whole form is shown: at the item that the form says, or one that it reads."""

from datetime import UTC, datetime

from desktop.forms.fhirpath import (
    Environment,
    Expression,
    JsonElement,
    PathRefusedError,
    PathTroubleError,
    parse,
)
from desktop.forms.resource import Node, nodes_at, text_at

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def place_of_rule(location: str, rule: Expression, form: Node) -> str:
    """Return the linkId; "" in a form without items. `location` is a path into the form."""
    return _named(location, form) or _read_by(rule, form)


def _named(location: str, form: Node) -> str:
    if not location:
        return ""
    focus = (JsonElement(form, "Questionnaire"),)
    try:
        found = parse(location).evaluate(focus, Environment(now=_ANY_TIME))
    except (PathRefusedError, PathTroubleError):
        return ""
    items = (each for each in found if isinstance(each, JsonElement))
    return next((str(link_id) for item in items for link_id in item.child("linkId")), "")


def _read_by(rule: Expression, form: Node) -> str:
    """Return the last item that the rule names; where it names none, the first of the form."""
    link_ids: list[str] = []
    pending = list(reversed(nodes_at(form, "item")))
    while pending:
        item = pending.pop()
        link_ids.append(text_at(item, "linkId"))
        pending.extend(reversed(nodes_at(item, "item")))
    named = [each for each in link_ids if f"'{each}'" in rule.text]
    return named[-1] if named else next(iter(link_ids), "")
