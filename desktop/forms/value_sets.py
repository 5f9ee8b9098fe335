"""The choices of a question: listed with it, or in a value set that came inside the form."""

from collections.abc import Iterator
from decimal import Decimal

from desktop.domain.screen import Coding, Value
from desktop.forms.model import Option
from desktop.forms.resource import (
    EXTENSIONS,
    SDC,
    Extensions,
    Node,
    node_at,
    nodes_at,
    text_at,
)
from desktop.forms.values import read_value

_WEIGHTS = frozenset(
    {
        EXTENSIONS + "itemWeight",
        EXTENSIONS + "ordinalValue",
        EXTENSIONS + "valueset-ordinalValue",
        EXTENSIONS + "codesystem-ordinalValue",
        EXTENSIONS + "questionnaire-ordinalValue",
        "http://hl7.org/fhir/5.0/StructureDefinition/itemWeight",
    }
)
_EXCLUSIVE = frozenset({EXTENSIONS + "questionnaire-optionExclusive", SDC + "optionExclusive"})
_PREFIX = EXTENSIONS + "questionnaire-optionPrefix"


def listed_options(item: Node) -> tuple[tuple[Option, ...], tuple[Value, ...], int]:
    """Return the answerOptions, those selected to begin with, and how many cannot be shown."""
    options: list[Option] = []
    selected: list[Value] = []
    unreadable = 0
    for node in nodes_at(item, "answerOption"):
        option = _option(node)
        if option is None:
            unreadable += 1
            continue
        options.append(option)
        if node.get("initialSelected") is True:
            selected.append(option.value)
    return tuple(options), tuple(selected), unreadable


def _option(node: Node) -> Option | None:
    found = read_value(node, "value")
    if found is None:
        return None
    value, kind = found
    extensions = Extensions(node)
    own = Extensions(node_at(node, "valueCoding"))
    prefix = extensions.text(_PREFIX) or own.text(_PREFIX)
    return Option(
        value=value,
        label=f"{prefix} {label_of(value)}".strip(),
        kind=kind,
        exclusive=any(extensions.flag(url) for url in extensions if url in _EXCLUSIVE),
        weight=_weight(extensions, own),
    )


def label_of(value: Value) -> str:
    return value.display or value.code if isinstance(value, Coding) else str(value)


def _weight(*places: Extensions) -> Decimal | None:
    for extensions in places:
        for url in extensions:
            if url in _WEIGHTS and (weight := extensions.number(url)) is not None:
                return weight
    return None


class ValueSets:
    """The value sets and code systems inside one form."""

    def __init__(self, form: Node) -> None:
        self._by_id: dict[str, Node] = {}
        self._code_systems: dict[str, Node] = {}
        self._options: dict[str, tuple[Option, ...]] = {}
        for resource in nodes_at(form, "contained"):
            if resource.get("resourceType") == "ValueSet":
                self._by_id[text_at(resource, "id")] = resource
                self._by_id.setdefault(text_at(resource, "url"), resource)
            elif resource.get("resourceType") == "CodeSystem":
                self._code_systems[text_at(resource, "url")] = resource

    def holds(self, reference: str) -> bool:
        return reference.startswith("#") or reference.partition("|")[0] in self._by_id

    def options(self, reference: str) -> tuple[Option, ...]:
        """Return the choices; none when the set is absent or only says where codes are kept."""
        key = reference.partition("|")[0].removeprefix("#")
        if key not in self._options:
            value_set = self._by_id.get(key, {})
            options = tuple(_expanded(node_at(value_set, "expansion")))
            self._options[key] = options or tuple(self._composed(node_at(value_set, "compose")))
        return self._options[key]

    def _composed(self, compose: Node) -> Iterator[Option]:
        """Yield what is listed. A part that is only described leaves nothing: half a list lies."""
        includes = [self._listed(include) for include in nodes_at(compose, "include")]
        if nodes_at(compose, "exclude") or not all(concepts for _, concepts in includes):
            return
        for system, concepts in includes:
            for concept in concepts:
                yield from _concept_options(concept, system)

    def _listed(self, include: Node) -> tuple[str, list[Node]]:
        system = text_at(include, "system")
        if nodes_at(include, "filter") or include.get("valueSet"):
            return system, []
        concepts = nodes_at(include, "concept")
        return system, concepts or nodes_at(self._code_systems.get(system, {}), "concept")


def _concept_options(concept: Node, system: str) -> Iterator[Option]:
    """Yield a concept and those filed under it."""
    code = text_at(concept, "code")
    if code and concept.get("abstract") is not True:
        coding = Coding(code=code, system=system, display=text_at(concept, "display"))
        yield Option(value=coding, label=label_of(coding), weight=_weight(Extensions(concept)))
    for key in ("concept", "contains"):
        for child in nodes_at(concept, key):
            yield from _concept_options(child, text_at(child, "system") or system)


def _expanded(expansion: Node) -> Iterator[Option]:
    for concept in nodes_at(expansion, "contains"):
        yield from _concept_options(concept, text_at(concept, "system"))
