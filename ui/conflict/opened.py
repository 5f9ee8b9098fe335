"""Everything the conflict page shows, asked for at once on the database thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.conflict import OpenConflict
from desktop.domain.detention import Detention
from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.errors import NotFoundError
from desktop.services.conflict_background import ConflictBackground
from desktop.services.everything import Services
from desktop.services.values import PersonFile
from ui.places import ConflictPlace, MetTwicePlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """`conflict` is None once it is settled. `others` are open too, those to offer next first."""

    conflict: OpenConflict | None
    background: ConflictBackground = field(default_factory=ConflictBackground)
    person: Person | None = None
    detention: Detention | None = None
    others: tuple[OpenConflict, ...] = ()


def open_conflict(services: Services, place: ConflictPlace, person_id: PersonId | None) -> Opened:
    """Read it. `person_id` says whose others come first where this one is settled already."""
    found = services.open_conflicts()
    conflict = next((one for one in found if _is_at(one, place)), None)
    others = [one for one in found if one is not conflict]
    about = conflict.person_id if conflict is not None else person_id
    others.sort(key=lambda one: (one.person_id != about, not one.is_clinical))
    file = _file(services, about)
    return Opened(
        conflict=conflict,
        background=services.conflict_background(conflict) if conflict else ConflictBackground(),
        person=file.person if file else None,
        detention=_stay(file, conflict) if file else None,
        others=tuple(others),
    )


def place_of(conflict: OpenConflict) -> ConflictPlace | MetTwicePlace:
    """Return where it is decided: of two records of one person, where both are seen whole."""
    if conflict.kind == "person_link":
        return MetTwicePlace(conflict.person_id)
    return ConflictPlace(conflict.kind, conflict.record_id, conflict.register)


def _is_at(conflict: OpenConflict, place: ConflictPlace) -> bool:
    """Whether it is decided there: what belongs together is found by any of its registers."""
    registers = (conflict.register, *conflict.group)
    same = (conflict.kind, conflict.record_id) == (place.kind, place.record_id)
    return same and place.register in registers


def people_of(services: Services, found: tuple[OpenConflict, ...]) -> Mapping[PersonId, Person]:
    ids = {one.person_id for one in found if one.person_id is not None}
    files = {id_: _file(services, id_) for id_ in ids}
    return {id_: file.person for id_, file in files.items() if file is not None}


def _file(services: Services, person_id: PersonId | None) -> PersonFile | None:
    if person_id is None:
        return None
    try:
        return services.open_person(person_id)
    except NotFoundError:
        return None


def _stay(file: PersonFile, conflict: OpenConflict | None) -> Detention | None:
    """Return the stay it is about, else the one that lasts."""
    wanted = conflict.detention_id if conflict is not None else None
    stays = file.detentions
    return next((one for one in stays if one.id == wanted), None) or next(
        (one for one in stays if one.released_at is None), None
    )
