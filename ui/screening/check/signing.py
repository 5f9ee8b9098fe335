"""Who signs: the person at the desk, as the screen will name them."""

from PySide6.QtWidgets import QFormLayout, QFrame, QVBoxLayout

from desktop.domain.staff import Practitioner
from desktop.wording.words import text as _
from ui.screening.plain_label import plain_label
from ui.widgets.role import label, set_role


class Signing(QFrame):
    def __init__(self, who: Practitioner) -> None:
        super().__init__()
        set_role(self, "paper")
        number = who.registration_number or _("None recorded: not a registered professional")
        facts = (
            (_("Name"), who.name),
            (_("Profession"), who.profession or _("Not recorded")),
            (_("Registration number"), number),
        )
        rows = QFormLayout()
        rows.setHorizontalSpacing(24)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, value in facts:
            rows.addRow(label(name, "secondaryText", wraps=False), plain_label(value, "strong"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(_("You finish and sign as"), "subheading"))
        column.addLayout(rows)
        column.addWidget(
            label(
                _(
                    "Once it is finished nobody can change it. It is sent to the case store and "
                    "others will rely on it."
                ),
                "body",
            )
        )
        self.setAccessibleName(". ".join(f"{name}: {value}" for name, value in facts))
