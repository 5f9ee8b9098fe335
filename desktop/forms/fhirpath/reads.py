"""Which answers an expression can depend on, found from the form before anything is answered.

Rather too many than one too few: a linkId that is left out here is never looked at again.
"""

from dataclasses import replace

from desktop.forms.fhirpath.criteria import judge_of, named_link_ids
from desktop.forms.fhirpath.expression import Expression
from desktop.forms.fhirpath.located import NOWHERE, RESPONSE, Located, Place, ReadScope
from desktop.forms.fhirpath.navigation import Navigation
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
    walk,
)

_INDEX = Special("index")
_FOR_EACH = frozenset(("all", "exists", "repeat", "select", "where"))


def reads(expression: Expression, scope: ReadScope) -> frozenset[str] | None:
    """Return the linkIds that it may depend on; None would be anything, which does not happen."""
    found = locate(expression, scope)
    return found.reads | scope.content(found.places)


def locate(expression: Expression, scope: ReadScope) -> Located:
    """Return where it can lead, for expressions that go on from a variable that it fills."""
    walk_through = _Walk(scope)
    return walk_through.find(expression.root, walk_through.context)


class _Walk:
    def __init__(self, scope: ReadScope) -> None:
        self._scope = scope
        self._go = Navigation(scope)
        self.context = Located(
            frozenset((RESPONSE if scope.context is None else Place("item", scope.context),))
        )
        response = Located(frozenset((RESPONSE,)))
        self._names = dict.fromkeys(("resource", "rootResource"), response)
        self._names |= {"context": self.context, **scope.names}
        self._total = NOWHERE

    def find(self, node: Node | None, this: Located) -> Located:
        if isinstance(node, Name):
            return self._names.get(node.name, NOWHERE)
        if isinstance(node, Member):
            if node.base is None:
                return self._go.first_step(this, node.name)
            return self._go.member(self.find(node.base, this), node.name)
        if isinstance(node, Binary):
            return self._binary(node, this)
        if isinstance(node, Call):
            return self._call(node, this)
        return this if node is None else self._find_other(node, this)

    def _find_other(self, node: Node, this: Located) -> Located:
        match node:
            case Special(name="this"):
                return this
            case Special(name="total"):
                return self._total
            case Index(base=base, index=index):
                return self._go.some_of(self.find(base, this)) | self._used(index, this)
            case Sign(operand=operand) | TypeTest(operator="is", operand=operand):
                return self._used(operand, this)
            case TypeTest(operand=operand):
                return self.find(operand, this)
        return NOWHERE

    def _used(self, node: Node | None, this: Located) -> Located:
        return self._go.used(self.find(node, this))

    def _binary(self, node: Binary, this: Located) -> Located:
        rights = []
        left: Node = node
        while isinstance(left, Binary):
            rights.append((left.operator, left.right))
            left = left.left
        found = self.find(left, this)
        for operator, right in reversed(rights):
            other = self.find(right, this)
            join = self._go.merged if operator == "|" else self._go.used
            found = join(found, other)
        return found

    def _call(self, node: Call, this: Located) -> Located:
        base = self.find(node.base, this)
        if node.name in _FOR_EACH:
            return self._call_for_each(node, base)
        match node.name:
            case "as" | "ofType" | "trace":
                return base
            case "aggregate":
                return self._aggregate(base, node.arguments, this)
            case "iif":
                found = self._used(node.arguments[0], base)
                for branch in node.arguments[1:]:
                    found |= self.find(branch, base)
                return found
            case "defineVariable":
                self._define(base, node.arguments)
                return base
        asked = () if node.name == "is" else node.arguments
        arguments = [self.find(argument, this) for argument in asked]
        return self._go.function(node.name, base, arguments)

    def _call_for_each(self, node: Call, base: Located) -> Located:
        if not node.arguments:  # Only exists() can be without.
            return Located(reads=self._go.some_of(base).reads)
        projection = node.arguments[0]
        match node.name:
            case "where":
                return self._where(base, projection)
            case "exists":
                return Located(reads=self._go.some_of(self._where(base, projection)).reads)
            case "repeat":
                return self._repeat(base, projection)
        found = self._for_each(projection, base)
        if node.name == "select":
            return replace(found, reads=base.reads | found.reads)
        return Located(reads=self._go.some_of(base).reads | self._go.used(found).reads)

    def _for_each(self, projection: Node, base: Located) -> Located:
        """Work out for all places together; each is there while it is looked at."""
        given = frozenset(replace(place, is_given=place.kind == "item") for place in base.places)
        found = self.find(projection, Located(given))
        reads = found.reads | self._go.merging(base) | self._counting(projection, base)
        return Located(_anywhere(found.places), reads)

    def _counting(self, projection: Node, base: Located) -> frozenset[str]:
        """Return what decides `$index`, where it is asked for."""
        asks = any(part == _INDEX for part in walk(projection))
        return self._scope.presence(base.places) if asks else frozenset()

    def _where(self, base: Located, criteria: Node) -> Located:
        kept, asked = self._kept(criteria, base.places)
        return Located(kept, base.reads | asked | self._counting(criteria, base))

    def _kept(
        self, criteria: Node, places: frozenset[Place]
    ) -> tuple[frozenset[Place], frozenset[str]]:
        """Return the places that may fit, and what that depends on."""
        texts = named_link_ids(criteria)
        if texts is not None:
            return self._scope.items_named(places, texts), frozenset()
        if isinstance(criteria, Binary) and criteria.operator in ("and", "or"):
            left, left_reads = self._kept(criteria.left, places)
            # What is asked first is asked of all: where it goes wrong, all of it does.
            among = left if criteria.operator == "and" else places
            right, right_reads = self._kept(criteria.right, among)
            kept = right if criteria.operator == "and" else left | right
            return kept, left_reads | right_reads
        judge = judge_of(criteria)
        if judge is None:
            return places, self._asked(criteria, places)
        answers = {
            place: judge(place.link_id if place.kind == "item" else None) for place in places
        }
        open_ones = frozenset(place for place, answer in answers.items() if answer is None)
        kept = frozenset(place for place, answer in answers.items() if answer is not False)
        return kept, self._asked(criteria, open_ones) if open_ones else frozenset()

    def _asked(self, criteria: Node, places: frozenset[Place]) -> frozenset[str]:
        """Without any places as well: criteria on something else can ask for answers."""
        each = Located(_as_they_were(places))
        return self._go.used(self._for_each(criteria, each)).reads

    def _repeat(self, base: Located, projection: Node) -> Located:
        found, level = NOWHERE, Located(base.places)
        while True:
            level = self._for_each(projection, level)
            if level.places <= found.places and level.reads <= found.reads:
                return self._go.merged(replace(found, reads=base.reads | found.reads))
            found |= level
            # Making one of equal items here changes nothing below them: what is below is equal.
            level = replace(level, places=_as_they_were(level.places))

    def _aggregate(self, base: Located, arguments: tuple[Node, ...], this: Located) -> Located:
        before = self._total
        self._total = self.find(arguments[1], this) if len(arguments) > 1 else NOWHERE
        values = Located(base.places)
        while True:
            found = self._total | self._for_each(arguments[0], values)
            if found == self._total:
                break
            self._total = found
        self._total = before
        return Located(found.places, found.reads | self._go.some_of(base).reads)

    def _define(self, base: Located, arguments: tuple[Node, ...]) -> None:
        """Names stay known to what follows, also where the item may not be there any more."""
        name = arguments[0]
        value = self.find(arguments[1], base) if len(arguments) > 1 else base
        if isinstance(name, Literal):
            known = replace(value, places=_anywhere(value.places))
            self._names[str(name.value)] = known | self._names.get(str(name.value), NOWHERE)


def _anywhere(places: frozenset[Place]) -> frozenset[Place]:
    return frozenset(replace(place, is_given=False) for place in places)


def _as_they_were(places: frozenset[Place]) -> frozenset[Place]:
    return frozenset(replace(place, merged=False) for place in places)
