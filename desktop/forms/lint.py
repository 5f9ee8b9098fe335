"""What a commissioner should know about a form before it is put to use, beyond its refusals."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from desktop.domain.screen import Coding
from desktop.forms.contents import MOST_ITEMS, item_nodes
from desktop.forms.findings import Finding, Inspection, Verdict
from desktop.forms.model import Condition, Item, ItemType, Operator, Questionnaire, ValueKind
from desktop.forms.options import label_of
from desktop.forms.resource import Node, text_at
from desktop.forms.rules import finding
from desktop.forms.structure import LONGEST_NAME, Reading, read
from desktop.forms.values import is_reference
from desktop.forms.weights import weight_of

_LONG_PAGE = 60
_MOST_EXTENSIONS = 200
_MENTIONED = re.compile(r"%[`']?([A-Za-z_][\w-]*)")
_DAY_LENGTH = len("2026-09-05")
_MOMENTS = frozenset({ValueKind.DATE, ValueKind.DATE_TIME})
# The codes of each question that was looked at: system, or nothing for any, and code.
_Offered = dict[str, frozenset[tuple[str, str]]]
_KINDS_OF = {
    ItemType.BOOLEAN: frozenset({ValueKind.BOOLEAN}),
    ItemType.INTEGER: frozenset({ValueKind.INTEGER, ValueKind.DECIMAL}),
    ItemType.DECIMAL: frozenset({ValueKind.INTEGER, ValueKind.DECIMAL}),
    ItemType.QUANTITY: frozenset({ValueKind.QUANTITY}),
    ItemType.DATE: _MOMENTS,
    ItemType.DATE_TIME: _MOMENTS,
    ItemType.TIME: frozenset({ValueKind.TIME}),
    ItemType.STRING: frozenset({ValueKind.STRING, ValueKind.URI}),
    ItemType.TEXT: frozenset({ValueKind.STRING, ValueKind.URI}),
    ItemType.URL: frozenset({ValueKind.STRING, ValueKind.URI}),
    ItemType.REFERENCE: frozenset({ValueKind.REFERENCE}),
}


def inspect(raw: bytes) -> Inspection:
    """Look at any bytes whatever and say whether they work as a form here. Never raises."""
    reading = read(raw)
    findings = findings_of(reading)
    if reading.refusals():
        verdict = Verdict.REFUSED
    else:
        verdict = Verdict.WORKS_WITH_FINDINGS if findings else Verdict.WORKS
    return Inspection(
        title=reading.questionnaire.title,
        canonical=reading.questionnaire.canonical,
        item_count=sum(1 for _ in islice(item_nodes(reading.form), MOST_ITEMS)),
        verdict=verdict,
        findings=findings,
    )


def findings_of(reading: Reading) -> tuple[Finding, ...]:
    """Return everything there is to say of a form that was read."""
    return (*reading.findings, *_further(reading))


def _further(reading: Reading) -> Iterator[Finding]:
    if not reading.form:
        return
    yield from _about_the_form(reading.form)
    items = reading.questionnaire.items
    order = {link_id: number for number, link_id in enumerate(items)}
    offered: _Offered = {}
    for item in items.values():
        for condition in item.enable_when:
            source = items.get(condition.question)
            if source is not None:
                yield from _about_condition(item, condition, source, offered)
                yield from _about_repeats(item, source, reading.questionnaire, order)
        yield from _about_score(item, reading.questionnaire)
    yield from _about_variables(reading.questionnaire)
    for section in reading.questionnaire.sections:
        questions = sum(item.is_question() for item in section.walk())
        if questions > _LONG_PAGE:
            yield finding("long_page", section.link_id, count=questions)
    yield from _about_extensions(reading.ignored)


def _about_extensions(ignored: Mapping[str, tuple[int, str]]) -> Iterator[Finding]:
    for url, (count, link_id) in sorted(ignored.items())[:_MOST_EXTENSIONS]:
        yield finding("extension_ignored", link_id, url=url, count=count)
    if len(ignored) > _MOST_EXTENSIONS:
        yield finding("extensions_ignored", count=len(ignored) - _MOST_EXTENSIONS)


def _about_variables(form: Questionnaire) -> Iterator[Finding]:
    """Name each variable that nothing mentions, not even what other programs would work out."""
    owners = [("", form.logic), *((item.link_id, item.logic) for item in form.items.values())]
    variables = [(link_id, name) for link_id, logic in owners for name, _ in logic.variables]
    if not variables:
        return
    mentioned = set(_MENTIONED.findall(form.raw.decode(errors="replace")))
    for link_id, name in variables:
        if name not in mentioned:
            yield finding("variable_unused", link_id, name=name)


def _about_the_form(form: Node) -> Iterator[Finding]:
    for key in ("title", "url", "version"):
        if not 0 < len(text_at(form, key)) <= LONGEST_NAME:
            yield finding(f"no_{key}")
    if form.get("status") == "retired":
        yield finding("retired")
    language = text_at(form, "language")
    if language and not language.lower().startswith("en"):
        yield finding("other_language", language=language)


def _about_condition(
    item: Item, condition: Condition, source: Item, offered: _Offered
) -> Iterator[Finding]:
    question, value = condition.question, condition.value
    if condition.operator is Operator.EXISTS:
        return
    if condition.operator is Operator.NOT_EQUAL and not _is_guarded(item, question):
        yield finding("not_equal_unanswered", item.link_id, question=question)
    if isinstance(value, Coding) and value.code and not value.system:
        yield finding("condition_without_system", item.link_id, code=value.code)
    if not _can_hold(condition, source):
        yield finding("condition_of_other_type", item.link_id, question=question)
    elif source.type is ItemType.CHOICE and not _is_offered(condition, source, offered):
        label = label_of(value, condition.kind)
        yield finding("condition_never_offered", item.link_id, value=label, question=question)
    if condition.kind in _MOMENTS and _has_other_precision(condition, source):
        yield finding("mixed_precision", item.link_id)


def _is_guarded(item: Item, question: str) -> bool:
    """Whether the item is shown only once the question has an answer."""
    return not item.enable_any and any(
        other.question == question and other.operator is Operator.EXISTS and other.value is True
        for other in item.enable_when
    )


def _can_hold(condition: Condition, source: Item) -> bool:
    if source.score is not None and source.type is not ItemType.QUANTITY:
        return condition.kind in (ValueKind.INTEGER, ValueKind.DECIMAL)
    if source.type in (ItemType.CHOICE, ItemType.OPEN_CHOICE):
        is_open = source.type is ItemType.OPEN_CHOICE and condition.kind is ValueKind.STRING
        return is_open or any(option.kind is condition.kind for option in source.options)
    return condition.kind in _KINDS_OF.get(source.type, frozenset())


def _is_offered(condition: Condition, source: Item, offered: _Offered) -> bool:
    if condition.operator not in (Operator.EQUAL, Operator.NOT_EQUAL):
        return True
    if source.link_id not in offered:
        offered[source.link_id] = frozenset(_named_by(source))
    value = condition.value
    if isinstance(value, Coding) and value.code:
        return (value.system, value.code) in offered[source.link_id]
    return any(option.value == value for option in source.options) or any(
        is_reference(condition.kind, option.value, value) for option in source.options
    )


def _named_by(source: Item) -> Iterator[tuple[str, str]]:
    """Yield what a condition may say of the codes that are offered: the system may be left out."""
    for option in source.options:
        if isinstance(option.value, Coding):
            yield option.value.system, option.value.code
            yield "", option.value.code


def _has_other_precision(condition: Condition, source: Item) -> bool:
    is_moment = "T" in str(condition.value)
    if source.type is ItemType.DATE_TIME:
        return not is_moment
    return is_moment or len(str(condition.value)) != _DAY_LENGTH


def _about_repeats(
    item: Item, source: Item, form: Questionnaire, order: Mapping[str, int]
) -> Iterator[Finding]:
    block = _block_of(source, form)
    if block is None:
        return
    if item.link_id != block.link_id and block not in _above(item, form):
        yield finding("condition_into_repeat", item.link_id, question=source.link_id)
    elif order[source.link_id] > order[item.link_id]:
        yield finding("condition_on_later", item.link_id, question=source.link_id)


def _block_of(item: Item, form: Questionnaire) -> Item | None:
    return next((above for above in _above(item, form) if above.is_block()), None)


def _above(item: Item, form: Questionnaire) -> Iterator[Item]:
    parent = item.parent
    while parent is not None:
        above = form.items[parent]
        yield above
        parent = above.parent


def _about_score(item: Item, form: Questionnaire) -> Iterator[Finding]:
    for question in item.score.sum_of if item.score else ():
        part = form.items.get(question)
        if part is not None and not _always_weighs(part):
            yield finding("score_without_weights", item.link_id, question=question)


def _always_weighs(part: Item) -> bool:
    if part.score is not None or part.type in (ItemType.BOOLEAN, ItemType.QUANTITY):
        return True
    if part.type in (ItemType.INTEGER, ItemType.DECIMAL):
        return True
    weights = [weight_of(option.value, part) for option in part.options]
    return part.type is ItemType.CHOICE and bool(weights) and None not in weights
