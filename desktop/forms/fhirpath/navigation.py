"""Steps through a form that has no answers: where each step of an expression can lead."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.forms.fhirpath.located import NOWHERE, Located, Place, ReadScope

_RESPONSE_TYPE = "QuestionnaireResponse"
_TAKES_SOME = frozenset(("first", "last", "tail", "single", "skip", "take"))
_IS_THERE = frozenset(("empty", "count"))
_MAKES_ONE_OF_EQUALS = frozenset(("union", "distinct"))
_COMPARES_BUT_KEEPS = frozenset(("intersect", "exclude"))


@dataclass(frozen=True, slots=True)
class Navigation:
    scope: ReadScope

    def used(self, *found: Located) -> Located:
        """Return what a value depends on that is made of these; it leads nowhere itself."""
        reads = [each.reads | self.scope.content(each.places) for each in found]
        return Located(reads=frozenset[str]().union(*reads))

    def some_of(self, found: Located) -> Located:
        """Return the same places, where it matters which of them there are."""
        return Located(found.places, found.reads | self.scope.presence(found.places))

    def merging(self, found: Located) -> frozenset[str]:
        return self.scope.merging(place for place in found.places if place.merged)

    def member(self, found: Located, name: str) -> Located:
        known = self.scope.known.parts
        key = (name, found.places)
        if key not in known:
            known[key] = frozenset(
                part for place in found.places for part in self._part(place, name)
            )
        return Located(known[key], found.reads | self.merging(found))

    def first_step(self, found: Located, name: str) -> Located:
        """Begin a path, which may start with the type of the response."""
        if name != _RESPONSE_TYPE:
            return self.member(found, name)
        responses = (place for place in found.places if place.kind == "resource")
        return replace(found, places=frozenset(responses))

    def _part(self, place: Place, name: str) -> Iterable[Place]:
        if place.kind in ("value", "label"):
            return (place,)
        if name == "item":
            link_id = None if place.kind == "resource" else place.link_id
            return (Place("item", child) for child in self.scope.children.get(link_id, ()))
        if place.kind == "answer":
            return (Place("value", place.link_id),)
        if place.kind == "resource" or (place.is_given and name != "answer"):
            return ()
        return (Place("answer" if name == "answer" else "label", place.link_id),)

    def merged(self, found: Located, other: Located = NOWHERE) -> Located:
        """Return both, equal ones made one, whether they come from one side or from both."""
        places = frozenset(replace(place, merged=True) for place in found.places | other.places)
        return Located(places, found.reads | other.reads)

    def function(self, name: str, base: Located, arguments: list[Located]) -> Located:
        """Return where a function leads. One that is not known here leads nowhere and reads all."""
        if name in _TAKES_SOME:
            return self.some_of(base) | self.used(*arguments)
        if name in _IS_THERE:
            return Located(reads=self.some_of(base).reads)
        if name in _MAKES_ONE_OF_EQUALS:
            return self.merged(base, *arguments)
        if name in _COMPARES_BUT_KEEPS:
            return base | self.used(base, *arguments)
        return self._part_function(name, base, arguments)

    def _part_function(self, name: str, base: Located, arguments: list[Located]) -> Located:
        match name:
            case "combine":
                return base | arguments[0]
            case "now" | "today" | "timeOfDay":
                return NOWHERE
            case "children":
                return self.children(base)
            case "descendants":
                return self.descendants(base)
            case "extension":
                return self.member(base, name) | self.used(*arguments)
        return self.used(base, *arguments)

    def children(self, base: Located) -> Located:
        answers = self.member(base, "answer") | self.member(base, "value")
        return self.member(base, "item") | answers

    def descendants(self, base: Located) -> Located:
        known = self.scope.known.found
        key = ("descendants", base.places)
        if key not in known:
            known[key] = self._descendants(Located(base.places))
        found = known[key]
        return replace(found, reads=base.reads | found.reads) if found.places else found

    def _descendants(self, base: Located) -> Located:
        found, level = NOWHERE, base
        while True:
            level = self.children(level)
            if level.places <= found.places and level.reads <= found.reads:
                return found
            found = found | level
