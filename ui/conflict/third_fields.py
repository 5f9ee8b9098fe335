"""The fields in which what is right is written, one sort of value each. Nothing is preset."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.court_report import ReportSection
from desktop.domain.person import Address, Alias, Marker
from desktop.domain.screen import Answer, Value
from desktop.domain.staff import Practitioner
from desktop.forms import Item
from desktop.wording.terms import term
from desktop.wording.words import text as _
from ui.screening.editor_for import editor_for
from ui.screening.question import kind_when_typed
from ui.theme import zoomed
from ui.widgets.birth_date import BirthDateField
from ui.widgets.choices import Choices
from ui.widgets.field import Field
from ui.widgets.moment import MomentField
from ui.widgets.role import literal

_LINES_PX = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Who writes, and when: what is written is dated and signed with it."""

    now: Callable[[], datetime]
    who: Practitioner


class ThirdValue(QWidget):
    """`value` is what was written, None while there is nothing or `problem` says what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def value(self) -> object:
        raise NotImplementedError

    def problem(self) -> str:
        return "" if self.value() is not None else _("Write what is right")

    def is_empty(self) -> bool:
        """Return whether nothing was written: of a row, not every box has to be filled."""
        return self.value() is None and self.problem() in (
            _("Write what is right"),
            _("Choose what is right"),
        )

    def first(self) -> QWidget:
        raise NotImplementedError

    def _add(self, words: str, editor: QWidget, *, optional: bool = False) -> None:
        self._column.addWidget(Field(literal(words), editor, optional=optional))


class AnswerValue(ThirdValue):
    """Answers as on the screen: the same editor with the same checks."""

    def __init__(self, item: Item, writing: Writing) -> None:
        super().__init__()
        self._writing = writing
        self._values: tuple[Value, ...] = ()
        self.editor = editor_for(item, kind_when_typed(item), writing.now, self)
        self.editor.answered.connect(self._on_answered)
        self._column.addWidget(self.editor)

    def value(self) -> Answer | None:
        self.editor.flush()
        if not self._values or self.editor.error():
            return None
        at, by = self._writing.now(), self._writing.who.id
        return Answer(values=self._values, answered_at=at, answered_by=by)

    def problem(self) -> str:
        return super().problem() or self.editor.error()

    def first(self) -> QWidget:
        return self.editor.focus_target()

    def _on_answered(self, values: tuple[Value, ...]) -> None:
        self._values = values


class MarkerValue(ThirdValue):
    def __init__(self, sample: Marker, writing: Writing) -> None:
        super().__init__()
        self._sample, self._writing = sample, writing
        self.note = QLineEdit()
        self.note.setObjectName("thirdNoteEdit")
        self.ended = QCheckBox(_("This warning has &ended"))
        self.ended.setObjectName("thirdEndedCheck")
        self._add(_("{warning}: what is right", warning=term(sample.kind)), self.note)
        self._column.addWidget(self.ended)

    def value(self) -> Marker | None:
        note = _line(self.note)
        if not note and not self.ended.isChecked():
            return None
        now = self._writing.now()
        return replace(
            self._sample,
            note=note,
            recorded_at=now,
            recorded_by=self._writing.who.name,
            ended_at=now if self.ended.isChecked() else None,
        )

    def first(self) -> QWidget:
        return self.note


class AliasValue(ThirdValue):
    def __init__(self) -> None:
        super().__init__()
        self.family, self.given = QLineEdit(), QLineEdit()
        self._add(_("Family name"), self.family)
        self._add(_("Given name"), self.given, optional=True)

    def value(self) -> Alias | None:
        family = _line(self.family)
        return Alias(family_name=family, given_name=_line(self.given)) if family else None

    def first(self) -> QWidget:
        return self.family


class AddressValue(ThirdValue):
    def __init__(self) -> None:
        super().__init__()
        self.lines, self.postcode = _lines_edit(), QLineEdit()
        self.no_fixed_abode = QCheckBox(_("No &fixed abode"))
        self._add(_("Address"), self.lines)
        self._add(_("Postcode"), self.postcode, optional=True)
        self._column.addWidget(self.no_fixed_abode)

    def value(self) -> Address | None:
        lines, is_none = self.lines.toPlainText().strip(), self.no_fixed_abode.isChecked()
        if not lines and not is_none:
            return None
        return Address(lines=lines, postcode=_line(self.postcode), no_fixed_abode=is_none)

    def first(self) -> QWidget:
        return self.lines


class SectionValue(ThirdValue):
    def __init__(self, sample: ReportSection, words: str) -> None:
        super().__init__()
        self._sample = sample
        self.lines = _lines_edit()
        self._add(sample.title or words, self.lines)

    def value(self) -> ReportSection | None:
        typed = self.lines.toPlainText().strip()
        return replace(self._sample, text=typed) if typed else None

    def first(self) -> QWidget:
        return self.lines


class ChosenValue(ThirdValue):
    def __init__(self, words: str, options: list[tuple[str, object]]) -> None:
        super().__init__()
        self.choices = Choices(literal(words), options, numbered=False)
        self._column.addWidget(self.choices)

    def value(self) -> object:
        return self.choices.value()

    def problem(self) -> str:
        return "" if self.choices.values() else _("Choose what is right")

    def first(self) -> QWidget:
        return self.choices


class MomentValue(ThirdValue):
    def __init__(self, words: str, writing: Writing) -> None:
        super().__init__()
        self.moment = MomentField(now=writing.now)
        self._add(words, self.moment)

    def value(self) -> datetime | None:
        return self.moment.moment()

    def problem(self) -> str:
        return _("Write what is right") if self.moment.is_empty() else self.moment.problem()

    def first(self) -> QWidget:
        return self.moment.time_box


class DateValue(ThirdValue):
    def __init__(self, words: str) -> None:
        super().__init__()
        self.date = BirthDateField()
        self._add(words, self.date)

    def value(self) -> date | None:
        return self.date.value()

    def problem(self) -> str:
        return _("Write what is right") if self.date.is_empty() else self.date.problem()

    def first(self) -> QWidget:
        return self.date.boxes()[0]


class TextValue(ThirdValue):
    def __init__(self, words: str, *, is_long: bool) -> None:
        super().__init__()
        self.text: QLineEdit | QPlainTextEdit = _lines_edit() if is_long else QLineEdit()
        self.text.setObjectName("thirdTextEdit")
        self._add(words, self.text)

    def value(self) -> str | None:
        if isinstance(self.text, QPlainTextEdit):
            return self.text.toPlainText().strip() or None
        return _line(self.text) or None

    def first(self) -> QWidget:
        return self.text


def _line(edit: QLineEdit) -> str:
    return " ".join(edit.text().split())


def _lines_edit() -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setObjectName("thirdLinesEdit")
    edit.setFixedHeight(zoomed(_LINES_PX))
    edit.setTabChangesFocus(True)
    return edit
