"""Syntax tree to closures: done once for an expression that is worked out many times.

What is not supported is refused here, before anything is worked out.
"""

from collections.abc import Callable

from desktop.forms.fhirpath.arithmetic import negated
from desktop.forms.fhirpath.errors import PathRefusedError, PathTroubleError
from desktop.forms.fhirpath.functions import FUNCTIONS, Function
from desktop.forms.fhirpath.link_ids import wanted_texts, where_link_id, where_text
from desktop.forms.fhirpath.members import is_typed, member, member_of_type, own_extensions
from desktop.forms.fhirpath.operators import OPERATORS
from desktop.forms.fhirpath.projections import PROJECTIONS, Projection
from desktop.forms.fhirpath.regexes import pattern_from
from desktop.forms.fhirpath.run import Compiled, Run, single, string, whole_number
from desktop.forms.fhirpath.syntax import (
    Binary,
    Call,
    Index,
    Literal,
    Member,
    Name,
    Node,
    Sign,
    Special,
    TypeTest,
)
from desktop.forms.fhirpath.type_tests import type_test
from desktop.forms.fhirpath.values import EMPTY, FALSE, TRUE, Values

_TYPE_FUNCTIONS = ("is", "as", "ofType")
_PATTERN_FUNCTIONS = ("matches", "matchesFull", "replaceMatches")
STANDARD_NAMES: dict[str, Values] = {
    "ucum": ("http://unitsofmeasure.org",),
    "sct": ("http://snomed.info/sct",),
    "loinc": ("http://loinc.org",),
}


def compiled(node: Node | None) -> Compiled:
    """Return it ready to be worked out; no node stands for what is looked at."""
    if node is None:
        return _this
    return _KINDS[type(node)](node)


def _literal(node: Literal) -> Compiled:
    values: Values = EMPTY if node.value is None else (node.value,)
    return lambda _run: values


def _this(run: Run) -> Values:
    return run.this


def _index(run: Run) -> Values:
    return (run.index,)


def _total(run: Run) -> Values:
    return run.total


_SPECIALS: dict[str, Compiled] = {"this": _this, "index": _index, "total": _total}


def _special(node: Special) -> Compiled:
    return _SPECIALS[node.name]


def _named(node: Name) -> Compiled:
    name, standard = node.name, STANDARD_NAMES.get(node.name)

    def work(run: Run) -> Values:
        found = run.names.get(name, standard)
        if found is None:
            raise PathTroubleError(f"nothing is called %{name}")
        return found

    return work


def _member(node: Member) -> Compiled:
    if node.name == "extension" and isinstance(node.base, Member):
        return own_extensions(compiled(node.base), compiled(node.base.base), node.base.name)
    return member(None if node.base is None else compiled(node.base), node.name)


def _indexed(node: Index) -> Compiled:
    base, index = compiled(node.base), compiled(node.index)

    def work(run: Run) -> Values:
        values, place = base(run), whole_number(index(run))
        if place is None or place < 0:
            return EMPTY
        return values[place : place + 1]

    return work


def _signed(node: Sign) -> Compiled:
    operand, is_minus = compiled(node.operand), node.operator == "-"

    def work(run: Run) -> Values:
        value = single(operand(run))
        if value is None:
            return EMPTY
        opposite = negated(value)  # Refuses what has no sign.
        return (opposite if is_minus else value,)

    return work


def _binary(node: Binary) -> Compiled:
    """Walk down the left in a loop, so that a long sum needs no deep stack."""
    steps = []
    left: Node = node
    while isinstance(left, Binary):
        steps.append((OPERATORS[left.operator], compiled(left.right)))
        left = left.left
    first = compiled(left)
    if len(steps) == 1:
        operate, right = steps[0]
        return lambda run: operate(run, first(run), right)
    steps.reverse()

    def work(run: Run) -> Values:
        found = first(run)
        for operate, right in steps:
            found = operate(run, found, right)
        return found

    return work


def _type_test(node: TypeTest) -> Compiled:
    return _typed(node.operator, node.operand, node.type_name)


def _typed(operator: str, operand: Node | None, type_name: str) -> Compiled:
    if operator != "is" and isinstance(operand, Member) and is_typed(type_name):
        return member_of_type(compiled(operand.base), operand.name, type_name)
    base, test = compiled(operand), type_test(type_name)

    def is_of_type(run: Run) -> Values:
        value = single(base(run))
        return EMPTY if value is None else (TRUE if test(value) else FALSE)

    def of_type(run: Run) -> Values:
        return [value for value in base(run) if test(value)]

    return is_of_type if operator == "is" else of_type


def _call(node: Call) -> Compiled:
    if node.name in _TYPE_FUNCTIONS:
        _check(node, 1, 1)
        return _typed(node.name, node.base, _type_name(node.arguments[0]))
    if node.name == "where" and len(node.arguments) == 1:
        found = wanted_texts(node.arguments[0])
        if found is not None:
            name, texts = found
            shortcut = where_link_id(node, compiled, texts) if name == "linkId" else None
            return shortcut or where_text(compiled(node.base), name, texts)
    if node.name in PROJECTIONS:
        return _projection(node, PROJECTIONS[node.name])
    if node.name == "defineVariable":
        return _defined(node)
    if node.name in FUNCTIONS:
        return _function(node, FUNCTIONS[node.name])
    raise PathRefusedError("unsupported", f"the function {node.name}()", node.position)


def _check(node: Call, least: int, most: int) -> None:
    if not least <= len(node.arguments) <= most:
        raise PathRefusedError("malformed", f"arguments of {node.name}()", node.position)


def _type_name(node: Node) -> str:
    match node:
        case Member(base=None, name=name):
            return name
        case Member(base=Member(base=None, name=space), name=name):
            return f"{space}.{name}"
    raise PathRefusedError("malformed", "expected the name of a type", node.position)


def _projection(node: Call, projection: Projection) -> Compiled:
    _check(node, projection.least, projection.most)
    return projection.build(compiled(node.base), *map(compiled, node.arguments))


def _function(node: Call, function: Function) -> Compiled:
    _check(node, function.least, function.most)
    if node.name in _PATTERN_FUNCTIONS:
        _check_pattern(node)
    work: Callable[..., Values] = function.work
    base = compiled(node.base)
    if node.name == "extension" and isinstance(node.base, Member):
        base = own_extensions(base, compiled(node.base.base), node.base.name, keeps_owner=True)
    arguments = [compiled(argument) for argument in node.arguments]
    if not arguments:
        return lambda run: work(run, _paid(run, base(run)))
    if len(arguments) == 1:
        first = arguments[0]
        return lambda run: work(run, _paid(run, base(run)), first(run))
    return lambda run: work(run, _paid(run, base(run)), *(value(run) for value in arguments))


def _paid(run: Run, values: Values) -> Values:
    """Count the call, and more for a long text."""
    run.left -= 1
    if len(values) == 1 and values[0].__class__ is str:
        run.spend_on(values[0])
    return values


def _check_pattern(node: Call) -> None:
    pattern = node.arguments[0]
    written = pattern.value if isinstance(pattern, Literal) else None
    if isinstance(written, str) and pattern_from(written) is None:
        raise PathRefusedError("unsupported", "a pattern that is not run", pattern.position)


def _defined(node: Call) -> Compiled:
    """`defineVariable('x', value)`: the rest of the expression may say %x."""
    _check(node, 1, 2)
    if not isinstance(node.arguments[0], Literal):
        raise PathRefusedError("unsupported", "a variable without a fixed name", node.position)
    base, *arguments = compiled(node.base), *map(compiled, node.arguments)

    def work(run: Run) -> Values:
        values = base(run)
        name = string(arguments[0](run))
        this, run.this = run.this, values
        found = arguments[1](run) if len(arguments) > 1 else values
        run.this = this
        run.names = {**run.names, str(name): found}
        return values

    return work


_KINDS: dict[type, Callable[..., Compiled]] = {
    Literal: _literal,
    Name: _named,
    Special: _special,
    Member: _member,
    Call: _call,
    Index: _indexed,
    Sign: _signed,
    Binary: _binary,
    TypeTest: _type_test,
}
