"""Which tools stand in the forms that ship with the program, and by which bands they name totals.

Of forms that a service took in nothing is known here.
"""

from collections.abc import Mapping
from functools import lru_cache

from desktop import forms
from desktop.forms.instruments import recognise
from desktop.services.questionnaires import built_in_index


@lru_cache(maxsize=64)
def tools_in(canonical: str) -> Mapping[str, str] | None:
    """Return the key of each tool in the form with its set of bands; None for a form not ours."""
    ours = built_in_index().get(canonical)
    if ours is None:
        return None
    joined = recognise(forms.load(ours.file.read_bytes()))
    return {one.instrument.key: one.instrument.band_set for one in joined}
