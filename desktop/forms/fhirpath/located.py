"""Where in a response an expression can lead, told from the form alone, without any answers."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["resource", "item", "answer", "value", "label"]


@dataclass(frozen=True, slots=True)
class Place:
    """The response, or an item, its answers, their values, or what else an item says of itself.

    An item `is_given` where an expression is worked out for each item in turn: there, it exists.
    Items are `merged` when equal ones have been made one, as `repeat()` does.
    """

    kind: Kind
    link_id: str = ""
    is_given: bool = False
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Located:
    """The places that an expression can lead to, and the linkIds that decide which of them."""

    places: frozenset[Place] = frozenset()
    reads: frozenset[str] = frozenset()

    def __or__(self, other: "Located") -> "Located":
        return Located(self.places | other.places, self.reads | other.reads)


NOWHERE = Located()
RESPONSE = Place("resource")


@dataclass(slots=True)
class Known:
    """What was found out about a form so far, by places; the scopes of one form share it."""

    below: Mapping[str | None, frozenset[str]] | None = None
    parts: dict[tuple[str, frozenset[Place]], frozenset[Place]] = field(default_factory=dict)
    found: dict[tuple[str, frozenset[Place]], Located] = field(default_factory=dict)
    reads: dict[tuple[str, frozenset[Place]], frozenset[str]] = field(default_factory=dict)
    named: dict[frozenset[Place], Mapping[str, frozenset[Place]]] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadScope:
    """What there is to know of a form, and of the variables that an expression can see.

    `context` is where %context and relative paths begin: a linkId, or None for the response.
    `repeated` are the linkIds that may stand more than once in a response; None when any may.
    `questions` are those of questions, which are only there when they are answered; any other item
    is taken to be there when anything below it is.
    """

    children: Mapping[str | None, Sequence[str]]
    context: str | None = None
    names: Mapping[str, Located] = field(default_factory=dict)
    repeated: Container[str] | None = None
    questions: Container[str] = frozenset()
    known: Known = field(default_factory=Known, compare=False, repr=False)

    @property
    def below(self) -> Mapping[str | None, frozenset[str]]:
        """Return all linkIds below each; None stands for the response."""
        if self.known.below is None:
            self.known.below = self._below()
        return self.known.below

    def _below(self) -> Mapping[str | None, frozenset[str]]:
        found: dict[str | None, frozenset[str]] = {}
        for link_id in (None, *self.children):
            reached: set[str] = set()
            waiting = list(self.children.get(link_id, ()))
            while waiting:
                child = waiting.pop()
                if child not in reached:
                    reached.add(child)
                    waiting.extend(self.children.get(child, ()))
            found[link_id] = frozenset(reached)
        return found

    def items_named(self, places: frozenset[Place], link_ids: Iterable[str]) -> frozenset[Place]:
        """Return those of the places that are items with these linkIds."""
        if places not in self.known.named:
            by_name = defaultdict(set)
            for place in places:
                if place.kind == "item":
                    by_name[place.link_id].add(place)
            named = {link_id: frozenset(found) for link_id, found in by_name.items()}
            self.known.named[places] = named
        here = self.known.named[places]
        return frozenset[Place]().union(*(here.get(link_id, ()) for link_id in link_ids))

    def presence(self, places: frozenset[Place]) -> frozenset[str]:
        """Return what decides whether there is anything at these places."""
        key = ("presence", places)
        if key not in self.known.reads:
            self.known.reads[key] = self._presence(places)
        return self.known.reads[key]

    def _presence(self, places: Iterable[Place]) -> frozenset[str]:
        found: set[str] = set()
        for place in places:
            if place.merged:
                found |= self.merging(frozenset((place,)))
            if place.kind in ("answer", "value"):
                found.add(place.link_id)
            elif place.kind != "resource" and not place.is_given:
                found.add(place.link_id)
                if place.link_id not in self.questions:
                    found |= self.below.get(place.link_id, frozenset())
        return frozenset(found)

    def content(self, places: frozenset[Place]) -> frozenset[str]:
        """Return what decides what is found at these places, down to its last part."""
        key = ("content", places)
        if key not in self.known.reads:
            self.known.reads[key] = self._content(places)
        return self.known.reads[key]

    def _content(self, places: Iterable[Place]) -> frozenset[str]:
        found: set[str] = set()
        for place in places:
            if place.kind == "resource":
                found |= self.below[None]
            elif place.kind == "label":
                found |= self.presence(frozenset((place,)))
            else:
                found.add(place.link_id)
                if place.kind != "value":
                    found |= self.below.get(place.link_id, frozenset())
        return frozenset(found)

    def merging(self, places: Iterable[Place]) -> frozenset[str]:
        """Return what decides which of these are equal, as far as more than one can be there."""
        return self.content(
            frozenset(
                place
                for place in places
                if place.kind in ("item", "answer")
                and (self.repeated is None or place.link_id in self.repeated)
            )
        )
