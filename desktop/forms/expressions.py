"""Reading what a form computes: conditions, variables, calculations, first values, labels, rules.

An expression that decides what is asked, or what a score is, must work here or the form is refused.
Any other that does not is a finding: what it would have filled in is filled in by hand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from desktop.forms.fhirpath import Expression, PathRefusedError, parse
from desktop.forms.findings import Finding
from desktop.forms.graph import circles_of, in_order_of
from desktop.forms.locations import place_of_rule
from desktop.forms.model import NO_LOGIC, Constraint, Item, Logic
from desktop.forms.resource import (
    EXTENSIONS,
    SDC,
    Extensions,
    Node,
    node_at,
    nodes_at,
    text_at,
)
from desktop.forms.rules import finding

CALCULATED = SDC + "calculatedExpression"
ENABLED = SDC + "enableWhenExpression"
INITIAL = SDC + "initialExpression"
VARIABLE = EXTENSIONS + "variable"
CONSTRAINT = EXTENSIONS + "targetConstraint"
_OLD_CONSTRAINT = EXTENSIONS + "questionnaire-constraint"
_TEXT = EXTENSIONS + "cqf-expression"
_LAUNCH_CONTEXT = SDC + "launchContext"
_ELSEWHERE = (SDC + "itemPopulationContext", SDC + "sourceQueries")
_NOT_APPLIED = (
    SDC + "answerExpression",
    SDC + "candidateExpression",
    SDC + "answerOptionsToggleExpression",
)
_SUB_FORM = SDC + "subQuestionnaire"
EXPRESSION_EXTENSIONS = frozenset(
    {
        *(CALCULATED, ENABLED, INITIAL, VARIABLE, CONSTRAINT, _OLD_CONSTRAINT, _TEXT),
        _LAUNCH_CONTEXT,
        *(_SUB_FORM, *_ELSEWHERE, *_NOT_APPLIED),
    }
)
_FHIRPATH = ("", "text/fhirpath", "text/x-fhirpath")
# What every expression may name, beside the form's own variables.
STANDARD_NAMES = frozenset(
    {"resource", "rootResource", "context", "qitem", "questionnaire", "ucum", "sct", "loinc"}
)
OUR_NAMES = frozenset({"patient", "encounter", "user", "age"})
_MOST_NAMED = 10
# What other programs fill in from a record or a list, and no total is made of.
_WORDS = frozenset({"string", "text", "url", "choice", "open-choice"})
_TOTAL = re.compile(r"score|total", re.IGNORECASE)
_GUARD = re.compile(r"count\s*\(|exists\s*\(|hasValue\s*\(|all\s*\(|empty\s*\(")


@dataclass(slots=True)
class LogicReader:
    """Reads the logic of one form.

    `elsewhere`: names whose value is not to be had here. `by_hand`: linkIds that would be worked
    out elsewhere, so that here a person must be able to answer. `words_elsewhere`: those of them
    that are words or choices, with the name that is missing: refused only where they decide.
    """

    findings: list[Finding]
    elsewhere: set[str] = field(default_factory=set)
    by_hand: set[str] = field(default_factory=set)
    words_elsewhere: dict[str, str] = field(default_factory=dict)
    _defined: set[str] = field(default_factory=set)
    _empty: set[str] = field(default_factory=set)

    def of_form(self, form: Node) -> Logic:
        extensions = Extensions(form)
        for context in extensions.every(_LAUNCH_CONTEXT):
            name = node_at(Extensions(context).get("name"), "valueCoding")
            self._launched(
                text_at(name, "code") or text_at(Extensions(context).get("name"), "valueId")
            )
        for url in _ELSEWHERE:
            self._from_elsewhere(extensions.every(url))
        rules = (
            replace(rule, at=place_of_rule(location, rule.expression, form))
            for rule, location in self._constraints(extensions, "")
        )
        return Logic(variables=self._variables("", extensions), constraints=tuple(rules))

    def of_item(self, node: Node, link_id: str, extensions: Extensions) -> Logic:
        for url in _ELSEWHERE:
            self._from_elsewhere(extensions.every(url))
        self._about_others(link_id, extensions)
        if not any(url in extensions for url in EXPRESSION_EXTENSIONS) and "_text" not in node:
            return NO_LOGIC
        if INITIAL in extensions:
            self.by_hand.add(link_id)  # The record may not know it.
        calculated = self._deciding(extensions, CALCULATED, link_id, "calculated_elsewhere")
        if calculated is not None:
            self._about_total(node, link_id, calculated)
        variables = self._variables(link_id, extensions)
        if calculated is not None and text_at(node, "type") in _WORDS:
            calculated = self._unless_elsewhere(calculated, link_id)
        return Logic(
            variables=variables,
            enabled=self._deciding(extensions, ENABLED, link_id, "enabling_elsewhere"),
            calculated=calculated,
            initial=self._other(extensions.get(INITIAL), link_id, "filled_from_record"),
            text=self._other(
                Extensions(node_at(node, "_text")).get(_TEXT), link_id, "label_elsewhere"
            ),
            constraints=tuple(rule for rule, _ in self._constraints(extensions, link_id)),
        )

    def _unless_elsewhere(self, calculated: Expression, link_id: str) -> Expression | None:
        """Leave to a person what only a server could fill in."""
        missing = calculated.names & (self.elsewhere - self._defined | self._empty)
        if not missing:
            return calculated
        self.by_hand.add(link_id)
        self.words_elsewhere[link_id] = min(missing)
        return None

    def _deciding(
        self, extensions: Extensions, url: str, link_id: str, elsewhere: str
    ) -> Expression | None:
        """Read an expression that the form cannot be used without."""
        found = extensions.every(url)
        if not found:
            return None
        written = node_at(found[0], "valueExpression")
        nodes = [node_at(each, "valueExpression") for each in found]
        several = {(text_at(each, "language"), text_at(each, "expression")) for each in nodes}
        if not written or len(several) > 1:
            detail = "several are given" if written else "it is not an Expression"
            self.findings.append(finding("malformed_expression", link_id, detail=detail))
            return None
        language = text_at(written, "language")
        if language not in _FHIRPATH:
            self.findings.append(finding(elsewhere, link_id, language=language))
            self.by_hand.add(link_id)
            return None
        try:
            return parse(text_at(written, "expression"))
        except PathRefusedError as refused:
            rule = f"{refused.reason}_expression"
            self.findings.append(finding(rule, link_id, detail=refused.detail))
            return None

    def _other(self, extension: Node, link_id: str, elsewhere: str) -> Expression | None:
        """Read an expression without which the form asks the same questions."""
        written = node_at(extension, "valueExpression")
        if not written:
            return None
        if text_at(written, "language") in _FHIRPATH:
            try:
                return parse(text_at(written, "expression"))
            except PathRefusedError as refused:
                if refused.reason == "malformed":
                    rule = "malformed_expression"
                    self.findings.append(finding(rule, link_id, detail=refused.detail))
                    return None
        self.findings.append(finding(elsewhere, link_id))
        return None

    def _variables(
        self, link_id: str, extensions: Extensions
    ) -> tuple[tuple[str, Expression], ...]:
        found: dict[str, Expression] = {}
        for extension in extensions.every(VARIABLE):
            name = text_at(node_at(extension, "valueExpression"), "name")
            if name in found:
                self.findings.append(finding("variable_twice", link_id, name=name))
            expression = self._other(extension, link_id, "variable_elsewhere")
            if expression is None:
                self.elsewhere.add(name)
            else:
                found[name] = expression
                self._defined.add(name)
        for name, expression in found.items():
            if expression.names & (self.elsewhere - self._defined | self._empty):
                self._empty.add(name)
        return self._in_order(link_id, found)

    def _in_order(
        self, link_id: str, variables: Mapping[str, Expression]
    ) -> tuple[tuple[str, Expression], ...]:
        """Return the variables so that each comes after those of the same item that it names.

        One that names itself means the one that it hides.
        """
        if len(variables) <= 1:
            return tuple(variables.items())
        needs = {
            name: tuple(sorted((expression.names & variables.keys()) - {name}))
            for name, expression in variables.items()
        }
        for circle in circles_of(needs):
            named = ", ".join(f"%{name}" for name in circle[:_MOST_NAMED])
            self.findings.append(finding("cycle", link_id, items=named))
        return tuple((name, variables[name]) for name in in_order_of(needs))

    def _constraints(
        self, extensions: Extensions, link_id: str
    ) -> Iterator[tuple[Constraint, str]]:
        """Yield each rule with the place in the form that it names."""
        for extension in (*extensions.every(CONSTRAINT), *extensions.every(_OLD_CONSTRAINT)):
            parts = Extensions(extension)
            written = parts.get("expression")
            if text := text_at(written, "valueString"):  # As R4 itself has it.
                written = {"valueExpression": {"expression": text}}
            expression = self._other(written, link_id, "constraint_elsewhere")
            if expression is not None:
                rule = Constraint(
                    key=parts.text("key") or text_at(parts.get("key"), "valueId"),
                    human=parts.text("human"),
                    expression=expression,
                    is_error=parts.text("severity") != "warning",
                )
                yield rule, parts.text("location")

    def _launched(self, name: str) -> None:
        if name and name not in OUR_NAMES:
            self.elsewhere.add(name)
            self.findings.append(finding("context_elsewhere", "", name=name))

    def _from_elsewhere(self, extensions: Iterable[Node]) -> None:
        for extension in extensions:
            name = text_at(node_at(extension, "valueExpression"), "name")
            reference = text_at(node_at(extension, "valueReference"), "reference")
            self.elsewhere.add(name or reference.removeprefix("#"))

    def _about_others(self, link_id: str, extensions: Extensions) -> None:
        if _SUB_FORM in extensions:
            self.findings.append(finding("missing_part", link_id))
        for url in _NOT_APPLIED:
            if url in extensions:
                self.findings.append(finding("expression_ignored", link_id, url=url))

    def _about_total(self, node: Node, link_id: str, calculated: Expression) -> None:
        name = f"{link_id} {text_at(node, 'text')}"
        if _TOTAL.search(name) and "sum(" in calculated.text and not _GUARD.search(calculated.text):
            self.findings.append(finding("score_without_guard", link_id))
        if nodes_at(node, "initial"):
            self.findings.append(finding("initial_and_calculated", link_id))
        if node.get("readOnly") is not True:
            self.findings.append(finding("calculated_not_read_only", link_id))


def name_findings(
    tops: Iterable[Item], form_logic: Logic, elsewhere: Iterable[str]
) -> Iterator[Finding]:
    """Yield where an expression names what does not exist, or cannot be had here."""
    names = _Names(frozenset(elsewhere), STANDARD_NAMES | OUR_NAMES)
    scope = names.with_variables(form_logic, {})
    for item in tops:
        yield from names.below(item, scope)


@dataclass(frozen=True, slots=True)
class _Names:
    """`scope` maps a name to whether its value can be had here."""

    elsewhere: frozenset[str]
    known: frozenset[str]

    def below(self, item: Item, scope: Mapping[str, bool]) -> Iterator[Finding]:
        logic, link_id = item.logic, item.link_id
        scope = self.with_variables(logic, scope)
        for deciding in filter(None, (logic.enabled, logic.calculated)):
            for name in sorted(deciding.names):
                if not self._is_defined(name, scope):
                    yield finding("undefined_name", link_id, name=name)
                elif not self._is_here(name, scope):
                    yield finding("name_elsewhere", link_id, name=name)
        others = (logic.initial, logic.text, *(each.expression for each in logic.constraints))
        for other in filter(None, others):
            if not all(self._is_here(name, scope) for name in other.names):
                yield finding("filled_from_record", link_id)
        for child in item.children:
            yield from self.below(child, scope)

    def with_variables(self, logic: Logic, scope: Mapping[str, bool]) -> dict[str, bool]:
        inner = dict(scope)
        for name, expression in logic.variables:
            inner[name] = all(self._is_here(used, inner) for used in expression.names)
        return inner

    def _is_defined(self, name: str, scope: Mapping[str, bool]) -> bool:
        return name in scope or name in self.known or name in self.elsewhere

    def _is_here(self, name: str, scope: Mapping[str, bool]) -> bool:
        return scope.get(name, name in self.known and name not in self.elsewhere)
