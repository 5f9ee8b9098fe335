"""Steps from an element to its parts."""

from desktop.forms.fhirpath.run import Compiled, Run
from desktop.forms.fhirpath.type_tests import PLAIN_TYPES, type_test
from desktop.forms.fhirpath.values import PLAIN, Element, Value, Values, elements_of


def member(base: Compiled | None, name: str) -> Compiled:
    if base is None:
        return _first_step(name)

    def work(run: Run) -> Values:
        values = base(run)
        if len(values) == 1:
            (value,) = values
            run.left -= 1
            return () if value.__class__ in PLAIN else value.child(name)  # type: ignore[union-attr]
        found: list[Value] = []
        for value in values:
            if value.__class__ not in PLAIN:
                found.extend(value.child(name))  # type: ignore[union-attr]
        run.spend(len(values) + len(found))
        return found

    return work


def _first_step(name: str) -> Compiled:
    """Start a path, which may begin with the type of what it starts from: `Patient.name`."""
    may_be_type = name[:1].isupper()

    def work(run: Run) -> Values:
        found: list[Value] = []
        for element in elements_of(run.this):
            if may_be_type and element.type == name:
                found.append(element)
            else:
                found.extend(element.child(name))
        run.spend(len(found) + 1)
        return found

    return work


def is_typed(type_name: str) -> bool:
    """Whether values of that type do not tell it themselves, such as a code among the texts."""
    return type_name.removeprefix("FHIR.") in PLAIN_TYPES


def member_of_type(owner: Compiled, name: str, type_name: str) -> Compiled:
    """`value.ofType(code)`: for plain values, the name they stand under tells the type."""
    bare = type_name.removeprefix("FHIR.")
    exact = f"{name}{bare[:1].upper()}{bare[1:]}"
    test = type_test(type_name)

    def of_element(element: Element) -> Values:
        values = element.child(name)
        if not values or values[0].__class__ not in PLAIN:
            return [value for value in values if test(value)]
        found = element.child(exact)
        return found or [value for value in values if test(value)]

    def work(run: Run) -> Values:
        found = [value for element in elements_of(owner(run)) for value in of_element(element)]
        run.spend(len(found) + 1)
        return found

    return work


def own_extensions(
    base: Compiled, owner: Compiled, name: str, *, keeps_owner: bool = False
) -> Compiled:
    """`birthDate.extension`: the extensions of a plain value stand beside it, under `_birthDate`.

    `keeps_owner` gives what carries the extensions instead of these.
    """

    def work(run: Run) -> Values:
        values = base(run)
        carriers = elements_of(values)
        if len(carriers) < len(values):
            for element in elements_of(owner(run)):
                carriers.extend(elements_of(element.child(f"_{name}")))
        run.spend(len(carriers) + 1)
        if keeps_owner:
            return carriers
        return [part for carrier in carriers for part in carrier.child("extension")]

    return work
