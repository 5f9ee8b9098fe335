"""Has a pasted custody list read, and the lines that a person decided on taken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from desktop.errors import ExpectedError
from desktop.services.values import CustodyListRow
from ui.custody_list.list_file import read_list_file
from ui.custody_list.review import Line, review, rows_to_take
from ui.page import PageContext


@dataclass(frozen=True, slots=True)
class CustodyListTaken:
    """People were booked in from a list: what other pages show may have changed."""

    count: int


class CustodyListView(Protocol):
    read_asked: SignalInstance  # str: the pasted text
    file_chosen: SignalInstance  # str: a path
    take_asked: SignalInstance  # tuple[Line, ...]

    def show_text(self, text: str) -> None: ...
    def show_working(self, *, is_working: bool) -> None: ...
    def show_lines(self, lines: Sequence[Line]) -> None: ...
    def show_taken(self, count: int) -> None: ...
    def show_failed(self, text: str) -> None: ...


class CustodyListPresenter(QObject):
    def __init__(self, view: CustodyListView, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        view.read_asked.connect(self.read)
        view.file_chosen.connect(self.read_file)
        view.take_asked.connect(self.take)

    def read_file(self, path: str) -> None:
        self._context.errands.run(
            self, partial(read_list_file, Path(path)), done=self._read_text, failed=self._explain
        )

    def read(self, text: str) -> None:
        self._view.show_working(is_working=True)
        self._context.tasks.run(
            self,
            partial(self._context.services.read_custody_list, text),
            done=self._review,
            failed=self._explain,
        )

    def take(self, lines: Sequence[Line]) -> None:
        self._view.show_working(is_working=True)
        self._context.tasks.run(
            self,
            partial(self._context.services.import_custody_list, rows_to_take(lines)),
            done=self._taken,
            failed=self._explain,
        )

    def _read_text(self, text: str) -> None:
        self._view.show_text(text)
        self.read(text)

    def _review(self, rows: Sequence[CustodyListRow]) -> None:
        self._view.show_working(is_working=False)
        self._view.show_lines(review(rows))

    def _taken(self, count: int) -> None:
        self._view.show_working(is_working=False)
        self._view.show_taken(count)
        self._context.announcer.happened.emit(CustodyListTaken(count))

    def _explain(self, error: ExpectedError) -> None:
        self._view.show_working(is_working=False)
        self._view.show_failed(self._context.say(error))
