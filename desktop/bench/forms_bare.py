"""The same widgets in a bare form: what Qt itself costs, and so what a page can be held against.

What is the same: the number and kinds of widgets a person sees, their words, options, wrapping and
height, one box to a question, a scroll area, the application's style sheet, and that everything is
made before the first paint. What the bare form leaves out is what ours has to earn: the engine,
roles and states for the style sheet, error and hint lines kept ready, accessible names, tab order,
keys of its own, lines that wrap where the window is narrow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

# The first that fits: a radio button is a button as well.
_KINDS: tuple[type[QWidget], ...] = (
    QRadioButton,
    QCheckBox,
    QPushButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QListWidget,
    QLabel,
)
_LETTERS_IN_A_ROW = 90


@dataclass(frozen=True, slots=True)
class Part:
    """One widget that a person sees."""

    kind: type[QWidget]
    words: str = ""
    options: tuple[str, ...] = ()
    wraps: bool = False
    height: int = 0


def parts_of(widget: QWidget) -> tuple[Part, ...]:
    return tuple(_part(each) for each in _seen_in(widget))


def _seen_in(widget: QWidget, but_not: QWidget | None = None) -> Iterator[QWidget]:
    for child in widget.children():
        if not isinstance(child, QWidget) or child.isWindow() or child.isHidden():
            continue
        if child is but_not:
            continue
        if isinstance(child, _KINDS):
            yield child
        else:
            yield from _seen_in(child, but_not)


def parts_around(page: QWidget, inner: QWidget) -> tuple[Part, ...]:
    """Return what the page shows besides one part of it."""
    return tuple(_part(each) for each in _seen_in(page, inner))


def _part(widget: QWidget) -> Part:
    kind = next(kind for kind in _KINDS if isinstance(widget, kind))
    if isinstance(widget, QComboBox | QListWidget):
        return Part(kind, options=tuple(_options(widget)))
    if isinstance(widget, QLabel):
        return Part(kind, widget.text(), wraps=widget.wordWrap())
    if isinstance(widget, QPlainTextEdit):
        return Part(kind, height=widget.height())
    return Part(kind, widget.text() if isinstance(widget, QAbstractButton) else "")


def _options(widget: QComboBox | QListWidget) -> list[str]:
    if isinstance(widget, QComboBox):
        return [widget.itemText(place) for place in range(widget.count())]
    return [widget.item(place).text() for place in range(widget.count())]


class BareForm(QWidget):
    """`rows` holds the parts of each question, `around` those of the page about them."""

    def __init__(self, rows: Sequence[tuple[Part, ...]], around: Sequence[Part]) -> None:
        super().__init__()
        middle = QHBoxLayout(self)
        side = QVBoxLayout()
        middle.addLayout(side)
        for part in around:
            side.addWidget(_made(part))
        area = QScrollArea()
        area.setWidgetResizable(True)
        holder = QWidget()
        column = QVBoxLayout(holder)
        self.rows = [_row(parts) for parts in rows]
        for row in self.rows:
            column.addWidget(row)
        area.setWidget(holder)
        middle.addWidget(area, 1)


def _row(parts: Sequence[Part]) -> QWidget:
    row = QWidget()
    beside = QHBoxLayout(row)
    column = QVBoxLayout()
    beside.addLayout(column, 1)
    picked = [part for part in parts if part.kind in (QRadioButton, QCheckBox)]
    fits = sum(len(part.words) for part in picked) <= _LETTERS_IN_A_ROW
    options: QBoxLayout = QHBoxLayout() if fits else QVBoxLayout()
    for part in parts:
        if part in picked:
            options.addWidget(_made(part))
        elif part.kind is QPushButton:
            beside.addWidget(_made(part))
        else:
            column.addWidget(_made(part))
    column.addLayout(options)
    return row


def _made(part: Part) -> QWidget:
    made = part.kind()
    if isinstance(made, QComboBox | QListWidget):
        made.addItems(list(part.options))
    elif isinstance(made, QLabel):
        made.setText(part.words)
        made.setWordWrap(part.wraps)
    elif isinstance(made, QAbstractButton):
        made.setText(part.words)
    elif part.height:
        made.setFixedHeight(part.height)
    return made
