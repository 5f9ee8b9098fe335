"""The forms in the order in which whoever is signed in needs them: their own form first.

Which form is whose is data (resources/settings/forms_first.json).
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from desktop.domain.staff import Role
from desktop.services.joined_forms import url_of
from desktop.services.values import FormChoice


@cache
def first_of_roles() -> Mapping[str, Sequence[str]]:
    """Return the addresses of the forms that come first, by role."""
    file = files("resources") / "settings" / "forms_first.json"
    first: dict[str, list[str]] = json.loads(file.read_text("utf-8"))["first"]
    return first


def own_first(forms: Sequence[FormChoice], role: Role) -> tuple[FormChoice, ...]:
    """Return the forms with those of the role first; all others stay in their order."""
    first = first_of_roles().get(role, ())

    def place(form: FormChoice) -> int:
        url = url_of(form.canonical)
        return first.index(url) if url in first else len(first)

    return tuple(sorted(forms, key=place))
