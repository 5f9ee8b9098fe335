"""While two desks see nothing of one another: words that differ, and a person met twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.demo.desks import Desk
from desktop.demo.shift import Shift
from desktop.demo.transcript import Transcript
from desktop.domain.detention import Detention
from desktop.domain.identity import PersonId, new_uuid
from desktop.domain.person import Person
from desktop.services.values import BoardRow
from desktop.wording.clinical import name_family_first
from desktop.wording.terms import counted

_SAID = ("British Sign Language", "Reads lips, wants nobody else in the room")


@dataclass(frozen=True, slots=True)
class Apart:
    """Two desks of one service. What each says reaches the other with the next rounds."""

    first: Desk
    second: Desk
    say: Transcript

    def differ(self, detention: Detention) -> None:
        self.say.step("Two colleagues write different things, and neither sees the other")
        for desk, words in zip((self.first, self.second), _SAID, strict=True):
            with desk.opened() as session:
                services = session.services
                person = services.open_person(detention.person_id).person
                services.change_person(person, replace(person, interpreter=words))
            self.say.say(f"{desk.name} on the interpreter: {words}")

    def meet_twice(self, row: BoardRow) -> None:
        """Have the second desk take down somebody whom the first has on its board."""
        with self.first.opened() as session:
            known = session.services.open_person(row.person_id).person
        again = Person(
            id=PersonId(new_uuid()),
            family_name=known.family_name,
            given_name=known.given_name[:1],
            date_of_birth=known.date_of_birth,
            nhs_number=known.nhs_number,
        )
        with self.second.opened() as session:
            session.services.add_person(again)
        self.say.say(f"{self.second.name} takes down {_name(again)}, known at the other desk")

    def tell(self) -> None:
        """Exchange what was written, and say what is there to be looked at by a person."""
        for desk in (self.first, self.second, self.first):
            with desk.opened() as session:
                Shift(session.services, self.say).send()
        with self.first.opened() as session:
            services = session.services
            for conflict in services.open_conflicts():
                self.say.say(f"to decide, {conflict.subject}:")
                for side in conflict.sides:
                    self.say.say(f"  {side.words_hint} ({side.author}, {side.workstation})")
            while services.compare_touched():
                pass
            met = services.people_met_twice()
            self.say.say(f"{counted('person', len(met))} may be here twice")
            for meeting in met[:1]:
                pair = f"{_name(meeting.a)} and {_name(meeting.b)}"
                self.say.say(f"  {pair}: {_why(meeting.reasons)}")


def _why(reasons: Sequence[str]) -> str:
    return ", ".join(reason.removeprefix("match.").replace("_", " ") for reason in reasons)


def _name(person: Person) -> str:
    return name_family_first(person.family_name, person.given_name, person.title)
