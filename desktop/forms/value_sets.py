"""The choices of a question that are kept in a value set inside the form, or in one of HL7's own.

A set of which a part is only described, or kept elsewhere, gives nothing: half a list lies.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import islice

from desktop.domain.screen import Coding
from desktop.forms.model import Option
from desktop.forms.options import MOST_OPTIONS, label_of, weight_in
from desktop.forms.resource import Extensions, Node, node_at, nodes_at, text_at
from desktop.forms.words import designations_of

# Of all sets of one form together, so that sets made of sets come to an end.
_MOST_CODES = 20_000
_DEEPEST = 20
_Key = tuple[str, str]
_Codes = dict[_Key, Option]


class NotListedError(ValueError):
    """The codes of this set are not here."""


class ValueSets:
    """The value sets and code systems inside one form."""

    def __init__(self, form: Node) -> None:
        self._by_name: dict[str, Node] = {}
        self._code_systems: dict[str, Node] = {}
        self._codes: dict[str, _Codes | None] = {}
        self._left = _MOST_CODES
        self._depth = 0
        for resource in nodes_at(form, "contained"):
            if resource.get("resourceType") == "ValueSet":
                self._by_name.setdefault("#" + text_at(resource, "id"), resource)
                self._by_name.setdefault(text_at(resource, "url"), resource)
            elif resource.get("resourceType") == "CodeSystem":
                self._code_systems[text_at(resource, "url")] = resource

    def holds(self, reference: str) -> bool:
        return reference.startswith("#") or reference.partition("|")[0] in self._by_name

    def options(self, reference: str) -> tuple[Option, ...]:
        """Return the choices; none when the set is absent or only says where codes are kept."""
        try:
            return tuple(self._codes_of(reference).values())
        except NotListedError:
            return ()

    def _codes_of(self, reference: str) -> _Codes:
        """Return the codes of one set, read once. A set that holds itself is not listed."""
        name = reference.partition("|")[0]
        if name not in self._codes and self._depth < _DEEPEST:
            self._codes[name] = None
            value_set = self._by_name.get(name)
            if value_set is None and not name.startswith("#"):
                value_set = _hl7_sets().get(name)
            self._depth += 1
            self._codes[name] = self._read(value_set or {})
            self._depth -= 1
        codes = self._codes.get(name)
        if not codes:
            raise NotListedError(name)
        return codes

    def _read(self, value_set: Node) -> _Codes:
        expansion = node_at(value_set, "expansion")
        if codes := self._taken(_expanded(expansion)):
            total = expansion.get("total")
            if isinstance(total, int) and total > len(codes):
                return {}
            return codes
        try:
            return self._composed(node_at(value_set, "compose"))
        except NotListedError:
            return {}

    def _taken(self, options: Iterable[Option]) -> _Codes:
        codes = {
            _key(option): option for option in islice(options, min(self._left, MOST_OPTIONS) + 1)
        }
        self._left -= len(codes)
        if self._left < 0 or len(codes) > MOST_OPTIONS:
            return {}
        return codes

    def _composed(self, compose: Node) -> _Codes:
        codes: _Codes = {}
        for include in nodes_at(compose, "include"):
            codes |= self._part(include)
        for exclude in nodes_at(compose, "exclude"):
            unwanted = self._part(exclude)
            codes = {key: option for key, option in codes.items() if key not in unwanted}
        self._left -= len(codes)
        if self._left < 0:
            raise NotListedError
        return codes

    def _part(self, part: Node) -> _Codes:
        """Return what one include or exclude names: what its system and all its sets share."""
        system = text_at(part, "system")
        named = part.get("valueSet")
        sets = [self._codes_of(str(each)) for each in named] if isinstance(named, list) else []
        codes = self._of_system(part, system) if system else None
        for each in sets:
            codes = each if codes is None else _shared(codes, each)
        if codes is None:
            raise NotListedError
        return codes

    def _of_system(self, part: Node, system: str) -> _Codes:
        whole = self._of_code_system(self._code_systems.get(system, {}), system)
        if filters := nodes_at(part, "filter"):
            return _filtered(self._code_systems.get(system, {}), system, filters)
        concepts = nodes_at(part, "concept")
        listed = self._taken(_options(concepts, system)) if concepts else dict(whole)
        if not listed:
            raise NotListedError(system)
        return {key: _filled_up(option, whole.get(key)) for key, option in listed.items()}

    def _of_code_system(self, code_system: Node, system: str) -> _Codes:
        key = f"code system {system}"
        if key not in self._codes:
            self._codes[key] = self._taken(_options(nodes_at(code_system, "concept"), system))
        return self._codes[key] or {}


def _key(option: Option) -> _Key:
    assert isinstance(option.value, Coding)
    return option.value.system, option.value.code


def _shared(codes: _Codes, others: _Codes) -> _Codes:
    return {key: option for key, option in codes.items() if key in others}


def _filled_up(option: Option, defined: Option | None) -> Option:
    """Add what only the code system says: how a code is called, and what it weighs."""
    if defined is None or not isinstance(option.value, Coding):
        return option
    if not option.value.display and isinstance(defined.value, Coding):
        option = replace(option, value=defined.value, label=defined.label)
    if option.weight is None and defined.weight is not None:
        option = replace(option, weight=defined.weight)
    return option if option.translations else replace(option, translations=defined.translations)


def _filtered(code_system: Node, system: str, filters: list[Node]) -> _Codes:
    """Apply what can be applied without a terminology server: concepts below another."""
    codes: _Codes | None = None
    for each in filters:
        choose = _CHOOSERS.get((text_at(each, "property"), text_at(each, "op")))
        root = _concept(nodes_at(code_system, "concept"), text_at(each, "value"))
        if choose is None or root is None:
            raise NotListedError(system)
        chosen = {_key(option): option for option in _options(choose(root), system)}
        codes = chosen if codes is None else _shared(codes, chosen)
    return codes or {}


_CHOOSERS: dict[tuple[str, str], Callable[[Node], list[Node]]] = {
    ("concept", "is-a"): lambda root: [root],
    ("concept", "descendent-of"): lambda root: nodes_at(root, "concept"),
}


def _concept(concepts: list[Node], code: str) -> Node | None:
    pending = list(concepts)
    while pending:
        concept = pending.pop()
        if text_at(concept, "code") == code:
            return concept
        pending.extend(nodes_at(concept, "concept"))
    return None


def _expanded(expansion: Node) -> Iterator[Option]:
    return _options(nodes_at(expansion, "contains"), "")


def _options(concepts: list[Node], system: str) -> Iterator[Option]:
    """Yield each concept and those filed under it, in the order they are written."""
    pending = [(concept, system) for concept in reversed(concepts)]
    while pending:
        concept, above = pending.pop()
        own = text_at(concept, "system") or above
        code = text_at(concept, "code")
        if code and concept.get("abstract") is not True and concept.get("inactive") is not True:
            coding = Coding(code=code, system=own, display=text_at(concept, "display"))
            yield Option(
                value=coding,
                label=label_of(coding),
                weight=weight_in(Extensions(concept)),
                translations=designations_of(concept),
            )
        for key in ("concept", "contains"):
            if key in concept:
                pending.extend((child, own) for child in reversed(nodes_at(concept, key)))


@cache
def _hl7_sets() -> dict[str, Node]:
    """Return the few value sets of FHIR R4 itself that come with the program, by address."""
    written = (files("resources") / "codelists" / "hl7_value_sets.json").read_bytes()
    sets: dict[str, Node] = json.loads(written)
    return sets
