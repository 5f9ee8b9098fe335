"""One published item after the other becomes an Item; what is odd about it becomes a finding.

Reads on after a refusal, so that whoever looks at a form sees everything at once.
"""

from collections import Counter
from dataclasses import replace
from typing import Any

from desktop.domain.screen import Coding, Value
from desktop.forms.conditions import is_any_enough, read_conditions
from desktop.forms.contents import Contents
from desktop.forms.expressions import LogicReader
from desktop.forms.findings import Finding
from desktop.forms.first_values import first_values
from desktop.forms.instruments import all_instruments
from desktop.forms.item_parts import (
    CONTROL,
    HIDDEN,
    KNOWN_EXTENSIONS,
    bounded_occurs,
    has_media,
    hint_of,
    hints_apart,
    limits_of,
    said_beside,
    unit_set_of,
    units_of,
    unread_limits,
)
from desktop.forms.link_ids import LinkIds
from desktop.forms.model import Item, ItemType, Option
from desktop.forms.options import MOST_OPTIONS, listed_options
from desktop.forms.patterns import safe_pattern
from desktop.forms.resource import SDC, Extensions, Node, node_at, nodes_at, text_at
from desktop.forms.rules import finding
from desktop.forms.score_rules import BANDS, read_bands, read_score
from desktop.forms.value_sets import ValueSets
from desktop.forms.words import LONGEST, WordReader

DEEPEST = 24
_ANSWERS = (SDC + "answerExpression", SDC + "candidateExpression")
_NOT_R4 = {"option": "STU3", "options": "STU3", "answerConstraint": "R5", "disabledDisplay": "R5"}
_TYPES = {item_type.value: item_type for item_type in ItemType}
_OF_QUESTIONS = ("initial", "answerOption", "answerValueSet", "maxLength")
_CHOOSING = frozenset({ItemType.CHOICE, ItemType.OPEN_CHOICE})


class ItemReader:
    """Reads one form. `findings`, `ignored` and `without_codes` fill as it goes.

    `without_codes` are the questions whose codes are not here: no coded answer can be given.
    """

    def __init__(self, form: Node, contents: Contents) -> None:
        self.findings: list[Finding] = []
        self.ignored: Counter[str] = Counter()
        self.first_ignored: dict[str, str] = {}
        self.without_codes: set[str] = set()
        self._value_sets = ValueSets(form)
        self._sources = contents.sources
        self._repeating = contents.repeating
        self._link_ids = LinkIds(contents, self.findings)
        self._words = WordReader()
        self.logic = LogicReader(self.findings)
        self.form_logic = self.logic.of_form(form)
        self._note_ignored(Extensions(form), "")

    def read(self, nodes: list[Node], parent: str | None = None, depth: int = 1) -> list[Item]:
        if depth > DEEPEST:
            self._find("too_deep", parent or "", limit=DEEPEST)
            return []
        return [item for node in nodes if (item := self._item(node, parent, depth)) is not None]

    def _find(self, rule: str, link_id: str, **details: object) -> None:
        self.findings.append(finding(rule, link_id, **details))

    def _item(self, node: Node, parent: str | None, depth: int) -> Item | None:
        link_id = self._link_ids.take(node, parent or "")
        item_type = self._type(node, link_id or parent or "")
        if item_type is None or not link_id:
            self.read(nodes_at(node, "item"), link_id or parent, depth + 1)
            return None
        extensions = Extensions(node)
        self._look_at(node, link_id, extensions)
        conditions = read_conditions(node, link_id, extensions, self.findings)
        hints, children = hints_apart(nodes_at(node, "item"))
        item = Item(
            link_id=link_id,
            type=item_type,
            parent=parent,
            prefix=text_at(node, "prefix"),
            required=node.get("required") is True,
            repeats=node.get("repeats") is True and item_type is not ItemType.DISPLAY,
            read_only=node.get("readOnly") is True,
            hidden=extensions.flag(HIDDEN),
            control=extensions.code(CONTROL),
            enable_when=conditions,
            enable_any=is_any_enough(node, link_id, conditions, self._repeating, self.findings),
            definition=text_at(node, "definition"),
            score=read_score(extensions, item_type),
            logic=self.logic.of_item(node, link_id, extensions),
            children=tuple(self.read(children, link_id, depth + 1)),
            **self._wording(node, link_id, hints, extensions),
            **limits_of(node, extensions),
            **units_of(extensions, hints, self._words),
            **said_beside(node, extensions),
        )
        for hint in hints:
            self._link_ids.take(hint, link_id)
        return self._finished(node, item, extensions)

    def _type(self, node: Node, link_id: str) -> ItemType | None:
        written = text_at(node, "type")
        if written not in _TYPES:
            self._find("unknown_type", link_id, found=written[:40])
        return _TYPES.get(written)

    def _wording(
        self, node: Node, link_id: str, hints: list[Node], extensions: Extensions
    ) -> dict[str, Any]:
        words = self._words.words(node, "text")
        hint = hint_of(hints, extensions, self._words)
        for rule in dict.fromkeys((*words.notes, *hint.notes)):
            self._find(rule, link_id, limit=LONGEST)
        return {
            "text": words.plain,
            "rich_text": words.rich,
            "translations": words.translations,
            "hint": hint.plain,
            "rich_hint": hint.rich,
            "hint_translations": hint.translations,
        }

    def _look_at(self, node: Node, link_id: str, extensions: Extensions) -> None:
        for key, version in _NOT_R4.items():
            if key in node:
                self._find("not_r4", link_id, found=f"{key}, {version}")
        for modifier in nodes_at(node, "modifierExtension"):
            self._find("unknown_modifier", link_id, url=text_at(modifier, "url"))
        if "_text" in node:
            self._note_ignored(Extensions(node_at(node, "_text")), link_id)
        if not extensions.by_url:
            return
        self._note_ignored(extensions, link_id)
        if has_media(extensions):
            self._find("media_not_shown", link_id)
        for url in unread_limits(extensions):
            self._find("limit_not_read", link_id, url=url)
        if unit_set := unit_set_of(extensions):
            self._find("units_elsewhere", link_id, url=unit_set)

    def _note_ignored(self, extensions: Extensions, link_id: str) -> None:
        for url in extensions:
            if url not in KNOWN_EXTENSIONS:
                self.ignored[url] += 1
                self.first_ignored.setdefault(url, link_id)

    def _finished(self, node: Node, item: Item, extensions: Extensions) -> Item:
        if extensions.text(BANDS) and read_bands(extensions.text(BANDS)) is None:
            self._find("bad_bands", item.link_id, bands=extensions.text(BANDS)[:200])
        item = self._bounded(item)
        if item.instrument and item.instrument.partition("#")[0] not in all_instruments():
            self._find("unknown_instrument", item.link_id, name=item.instrument)
            item = replace(item, instrument="")
        if item.score is not None:
            return replace(item, read_only=True, required=False)
        if not item.is_question():
            return self._not_asked(node, item)
        return self._question(node, item, extensions)

    def _bounded(self, item: Item) -> Item:
        least = bounded_occurs(item.min_occurs)
        if least == item.min_occurs:
            return item
        self._find("occurs_bounded", item.link_id, count=item.min_occurs)
        return replace(item, min_occurs=least)

    def _not_asked(self, node: Node, item: Item) -> Item:
        """Look at a group or a text: what belongs to questions alone is told and left out."""
        if any(key in node for key in _OF_QUESTIONS):
            self._find("only_for_questions", item.link_id)
        if item.type is ItemType.DISPLAY:
            return item
        item = replace(item, required=item.required or bool(item.min_occurs))
        return self._shown_where_needed(item)

    def _question(self, node: Node, item: Item, extensions: Extensions) -> Item:
        options, selected = self._options(node, item)
        first = first_values(node, item.type)
        for rule in first.rules:
            self._find(rule, item.link_id)
        is_filled = item.link_id in self.logic.by_hand
        item = replace(
            item,
            options=options,
            initial=first.values or selected,
            read_only=item.read_only and not (is_filled and item.logic.calculated is None),
            pattern=self._pattern(item),
            required=item.required or bool(item.min_occurs),
            can_be_answered=bool(options) or self._can_be_answered(item, extensions),
        )
        if not item.text:
            self._find("no_text", item.link_id)
        is_empty = not item.initial and not item.is_worked_out()
        if item.read_only and item.required and is_empty:
            self._find("made_editable", item.link_id)
            item = replace(item, read_only=False)
        return self._shown_where_needed(item)

    def _options(self, node: Node, item: Item) -> tuple[tuple[Option, ...], tuple[Value, ...]]:
        listed = listed_options(node)
        if listed.unreadable:
            self._find("unreadable_option", item.link_id)
        if listed.is_weight_lost:
            self._find("weight_not_read", item.link_id)
        if len(listed.options) > MOST_OPTIONS:
            self._find("too_many_choices", item.link_id, limit=MOST_OPTIONS)
            return (), ()
        reference = text_at(node, "answerValueSet")
        if listed.options or not reference or item.type not in _CHOOSING:
            return listed.options, listed.selected
        options = self._value_sets.options(reference)
        if not options:
            self.without_codes.add(item.link_id)
            rule = "empty_value_set" if self._value_sets.holds(reference) else "external_value_set"
            self._find(rule, item.link_id, url=reference)
        return options, ()

    def _pattern(self, item: Item) -> str:
        if not item.pattern:
            return ""
        pattern = safe_pattern(item.pattern)
        if not pattern:
            self._find("pattern_not_applied", item.link_id, pattern=item.pattern[:200])
        return pattern

    def _can_be_answered(self, item: Item, extensions: Extensions) -> bool:
        """Look at a question without choices. What the form works out needs none."""
        if item.type is not ItemType.CHOICE or item.logic.calculated is not None:
            return True
        reason = "it offers no choices"
        if any(url in extensions for url in _ANSWERS):
            reason = "its choices are computed by an expression"
        elif item.link_id in self.without_codes:
            reason = "its choices did not come with the form"
        self.without_codes.add(item.link_id)
        self._find("cannot_be_answered", item.link_id, reason=reason)
        return False

    def _shown_where_needed(self, item: Item) -> Item:
        if not item.hidden or not any(self._needs_a_person(each) for each in item.walk()):
            return item
        self._find("shown_though_hidden", item.link_id)
        return replace(item, hidden=False)

    def _needs_a_person(self, item: Item) -> bool:
        is_needed = item.required or item.link_id in self._sources
        return item.is_question() and is_needed and not (item.initial or item.is_worked_out())


def may_hold_codes(item: Item) -> bool:
    """Whether a code can be its answer all the same: it begins with one, or is worked out."""
    return item.logic.calculated is not None or any(
        isinstance(value, Coding) for value in item.initial
    )
