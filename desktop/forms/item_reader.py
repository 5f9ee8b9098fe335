"""One published item after the other becomes an Item; what is odd about it becomes a finding.

Reads on after a refusal, so that whoever looks at a form sees everything at once.
"""

from collections import Counter
from dataclasses import replace

from desktop.domain.screen import Value
from desktop.forms.conditions import questions_of, read_conditions
from desktop.forms.expressions import expression_findings, is_filled_elsewhere
from desktop.forms.findings import Finding
from desktop.forms.item_parts import (
    CONTROL,
    HIDDEN,
    KNOWN_EXTENSIONS,
    hint_of,
    hints_apart,
    initial_of,
    limits_of,
    units_of,
)
from desktop.forms.model import Item, ItemType, Option
from desktop.forms.patterns import is_safe_pattern
from desktop.forms.resource import SDC, Extensions, Node, nodes_at, text_at
from desktop.forms.rules import finding
from desktop.forms.score_rules import BANDS, read_bands, read_score
from desktop.forms.value_sets import ValueSets, listed_options

DEEPEST = 24
_NOT_R4 = {"option": "STU3", "options": "STU3", "answerConstraint": "R5", "disabledDisplay": "R5"}
_TYPES = {item_type.value: item_type for item_type in ItemType}
_UNANSWERABLE = {
    ItemType.ATTACHMENT: "files cannot be attached",
    ItemType.REFERENCE: "it asks for a link to another record",
}


class ItemReader:
    """Reads one form. `findings` and `ignored` fill as it goes."""

    def __init__(self, form: Node) -> None:
        self.findings: list[Finding] = []
        self.ignored: Counter[str] = Counter()
        self.first_ignored: dict[str, str] = {}
        self._value_sets = ValueSets(form)
        self._sources = frozenset(questions_of(nodes_at(form, "item")))
        self._seen: set[str] = set()

    def read(self, nodes: list[Node], parent: str | None = None, depth: int = 1) -> list[Item]:
        if depth > DEEPEST:
            self._find("too_deep", parent or "", limit=DEEPEST)
            return []
        return [item for node in nodes if (item := self._item(node, parent, depth)) is not None]

    def _find(self, rule: str, link_id: str, **details: object) -> None:
        self.findings.append(finding(rule, link_id, **details))

    def _item(self, node: Node, parent: str | None, depth: int) -> Item | None:
        link_id = self._link_id(node)
        item_type = self._type(node, link_id)
        if item_type is None or not link_id:
            self.read(nodes_at(node, "item"), link_id, depth + 1)
            return None
        extensions = Extensions(node)
        self._look_at(node, link_id, extensions)
        conditions, is_any = read_conditions(node, link_id, extensions, self.findings)
        hints, children = hints_apart(nodes_at(node, "item"))
        item = Item(
            link_id=link_id,
            type=item_type,
            parent=parent,
            text=text_at(node, "text"),
            prefix=text_at(node, "prefix"),
            hint=hint_of(hints, extensions),
            required=node.get("required") is True,
            repeats=node.get("repeats") is True,
            read_only=node.get("readOnly") is True,
            hidden=extensions.flag(HIDDEN),
            control=extensions.code(CONTROL),
            enable_when=conditions,
            enable_any=is_any,
            definition=text_at(node, "definition"),
            score=read_score(extensions, item_type),
            children=tuple(self.read(children, link_id, depth + 1)),
            **limits_of(node, extensions),
            **units_of(extensions, hints),
        )
        for hint in hints:
            self._link_id(hint)
        return self._finished(node, item, extensions)

    def _link_id(self, node: Node) -> str:
        link_id = text_at(node, "linkId")
        if not link_id:
            self._find("missing_link_id", "")
        elif link_id in self._seen:
            self._find("duplicate_link_id", link_id)
        self._seen.add(link_id)
        return link_id

    def _type(self, node: Node, link_id: str) -> ItemType | None:
        written = text_at(node, "type")
        if written not in _TYPES:
            self._find("unknown_type", link_id, found=written[:40])
        return _TYPES.get(written)

    def _look_at(self, node: Node, link_id: str, extensions: Extensions) -> None:
        for key, version in _NOT_R4.items():
            if key in node:
                self._find("not_r4", link_id, found=f"{key}, {version}")
        for modifier in nodes_at(node, "modifierExtension"):
            self._find("unknown_modifier", link_id, url=text_at(modifier, "url"))
        self.findings.extend(expression_findings(node, link_id, extensions))
        for url in extensions:
            if url not in KNOWN_EXTENSIONS:
                self.ignored[url] += 1
                self.first_ignored.setdefault(url, link_id)

    def _finished(self, node: Node, item: Item, extensions: Extensions) -> Item:
        if extensions.text(BANDS) and read_bands(extensions.text(BANDS)) is None:
            self._find("bad_bands", item.link_id, bands=extensions.text(BANDS))
        if item.score is not None:
            return replace(item, read_only=True, required=False)
        if item.type is ItemType.GROUP:
            if item.repeats:
                self._find("repeating_group", item.link_id)
            return self._shown_where_needed(item)
        if item.type is ItemType.DISPLAY:
            return item
        return self._question(node, item, extensions)

    def _question(self, node: Node, item: Item, extensions: Extensions) -> Item:
        options, selected = self._options(node, item)
        item = replace(
            item,
            options=options,
            initial=initial_of(node) or selected,
            read_only=item.read_only and not is_filled_elsewhere(extensions),
            pattern=self._pattern(item),
            can_be_answered=self._can_be_answered(item, options, extensions),
            required=item.required or bool(item.min_occurs),
        )
        if not item.text:
            self._find("no_text", item.link_id)
        if item.read_only and item.required and not item.initial:
            self._find("made_editable", item.link_id)
            item = replace(item, read_only=False)
        return self._shown_where_needed(item)

    def _options(self, node: Node, item: Item) -> tuple[tuple[Option, ...], tuple[Value, ...]]:
        options, selected, unreadable = listed_options(node)
        if unreadable:
            self._find("unreadable_option", item.link_id)
        reference = text_at(node, "answerValueSet")
        if options or not reference:
            return options, selected
        options = self._value_sets.options(reference)
        if not options:
            rule = "empty_value_set" if self._value_sets.holds(reference) else "external_value_set"
            self._find(rule, item.link_id, url=reference)
        return options, ()

    def _pattern(self, item: Item) -> str:
        if item.pattern and not is_safe_pattern(item.pattern):
            self._find("pattern_not_applied", item.link_id, pattern=item.pattern)
            return ""
        return item.pattern

    def _can_be_answered(
        self, item: Item, options: tuple[Option, ...], extensions: Extensions
    ) -> bool:
        reason = _UNANSWERABLE.get(item.type, "")
        if item.type is ItemType.CHOICE and not options:
            reason = "it offers no choices"
            if SDC + "answerExpression" in extensions:
                reason = "its choices are computed by an expression"
        if reason:
            self._find("cannot_be_answered", item.link_id, reason=reason)
        return not reason

    def _shown_where_needed(self, item: Item) -> Item:
        if not item.hidden or not any(self._needs_a_person(each) for each in item.walk()):
            return item
        self._find("shown_though_hidden", item.link_id)
        return replace(item, hidden=False)

    def _needs_a_person(self, item: Item) -> bool:
        is_needed = item.required or item.link_id in self._sources
        return item.is_question() and is_needed and not item.initial and item.score is None
