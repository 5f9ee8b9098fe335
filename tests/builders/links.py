"""Ready-made links between two identities of one person."""

from dataclasses import replace
from typing import Any

from desktop.domain.identity import PersonId
from desktop.domain.person_link import LinkDecision, PersonLink, Said, link_id, pair_of
from tests.builders.moments import NOW, numbered
from tests.builders.people import KELLY
from tests.builders.staff import OKAFOR

KELLY_ELSEWHERE = PersonId(numbered(2))


def a_said(**changes: Any) -> Said:
    said = Said(decision=LinkDecision.LINKED, at=NOW, by=OKAFOR, reasons=("match.nhs_number",))
    return replace(said, **changes)


def a_link(**changes: Any) -> PersonLink:
    a, b = pair_of(KELLY, KELLY_ELSEWHERE)
    link = PersonLink(
        id=link_id(a, b), a=a, b=b, decision=LinkDecision.LINKED, said={"one": a_said()}
    )
    return replace(link, **changes)
