"""What is the same on every screen of a form: where each item stands, and how it is answered.

Worked out once for a form, however many screens are opened with it. Knows no Qt and no answer.
"""

from functools import lru_cache

from desktop.forms import Item, Questionnaire
from desktop.forms.instruments import recognise
from ui.screening.question import EditorKind, kind_of, kind_when_typed


class FormShape:
    """`totals` are the items that show a score; `loose` the instruments shown after an item."""

    def __init__(self, form: Questionnaire) -> None:
        self._section_of = {
            item.link_id: section.link_id for section in form.sections for item in section.walk()
        }
        joined = recognise(form)
        self.totals = {item.link_id for item in form.items.values() if item.score is not None}
        self.totals.update(each.total for each in joined if each.total)
        self.loose: dict[str, list[str]] = {}
        for each in joined:
            if not each.total:
                self.loose.setdefault(each.anchor, []).append(each.instrument.key)
        self.has_scores = bool(self.totals or self.loose)
        self._kinds: dict[str, EditorKind] = {}

    def section_of(self, link_id: str) -> str:
        return self._section_of.get(link_id, "")

    def kind(self, item: Item) -> EditorKind:
        if item.link_id not in self._kinds:
            self._kinds[item.link_id] = self._kind(item)
        return self._kinds[item.link_id]

    def _kind(self, item: Item) -> EditorKind:
        kind = kind_of(item)
        if item.link_id in self.totals:
            return EditorKind.SCORE
        if kind is EditorKind.SCORE:  # It names an instrument that the form does not have.
            return EditorKind.CALCULATED if item.logic.calculated else kind_when_typed(item)
        return kind


@lru_cache(maxsize=16)
def shape_of(form: Questionnaire) -> FormShape:
    return FormShape(form)
