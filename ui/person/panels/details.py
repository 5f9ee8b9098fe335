"""Changes who she is and where: the person's fields and, while she is here, the stay's."""

from collections.abc import Mapping

from desktop.domain.detention import Detention
from desktop.domain.person import Person
from desktop.wording.words import text as _
from ui.book_in.detention_form import DetentionForm
from ui.people.person_form import PersonForm
from ui.person.panels.panel import Panel
from ui.person.panels.small import Now
from ui.person.wishes import ChangeDetails
from ui.widgets.role import label


class DetailsPanel(Panel):
    """The stay comes first: a move to another cell is the change that is made most."""

    def __init__(self, person: Person, detention: Detention | None, now: Now) -> None:
        super().__init__(_("Change details"), _("&Save details"))
        self._person = person
        self._detention = detention
        self._stay_form: DetentionForm | None = None
        if detention is not None:
            self._stay_form = DetentionForm(now)
            self._stay_form.show_detention(detention)
            self.add_widget(self._stay_form)
            self.add_widget(label(_("Personal details"), "subheading"))
        self._person_form = PersonForm()
        self._person_form.show_person(person)
        self.add_widget(self._person_form)

    def ask(self) -> None:
        stay_is_wrong = self._stay_form is not None and self._stay_form.show_local_problems(
            self.errors
        )
        # Both forms show in one summary: the stay's problems are put right first.
        if stay_is_wrong or self._person_form.show_local_problems(self.errors):
            return
        self.wished.emit(self.wish())

    def wish(self) -> ChangeDetails:
        stay = None
        if self._detention is not None and self._stay_form is not None:
            stay = (self._detention, self._stay_form.typed(self._detention))
        return ChangeDetails((self._person, self._person_form.typed(self._person)), stay)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show what a service refused in the form that asks it: names do not overlap."""
        form = self._stay_form
        if form is not None and problems.keys() & set(form.fields.names()):
            form.show_problems(problems, self.errors)
        else:
            self._person_form.show_problems(problems, self.errors)

    def focus_first(self) -> None:
        (self._stay_form or self._person_form).focus_first()
