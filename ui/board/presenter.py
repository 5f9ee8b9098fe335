"""Keeps the board true: looks again when something happened, and lets the clocks run between."""

from typing import Any

from PySide6.QtCore import QObject, QTimer

from desktop.errors import ExpectedError
from desktop.services.values import Board, BoardRow
from ui.board.view import BoardView
from ui.page import PageContext
from ui.places import (
    BookInPlace,
    ConflictsPlace,
    CustodyListPlace,
    ObservationsPlace,
    PersonPlace,
)

_TICK_MS = 30_000
# Facts come in bursts, as when a custody list is taken: one look answers them all.
_AFTER_FACT_MS = 100


class BoardPresenter(QObject):
    def __init__(self, view: BoardView, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        self._is_looking = False
        self._look_again = False
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_FACT_MS)
        self._soon.timeout.connect(self.refresh)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(view.tick)
        view.person_asked.connect(self._open)
        view.observations_asked.connect(self._open_observations)
        view.conflicts_asked.connect(lambda row: context.go(ConflictsPlace(row.person_id)))
        view.book_in_asked.connect(lambda: context.go(BookInPlace()))
        view.custody_list_asked.connect(lambda: context.go(CustodyListPlace()))
        view.retry_asked.connect(self.refresh)

    def begin(self) -> None:
        self._clock.start()
        self._view.tick()
        self.refresh()

    def refresh(self) -> None:
        """Look again; asked while looking, look once more after."""
        if self._is_looking:
            self._look_again = True
            return
        self._is_looking = True
        self._view.show_loading()
        show_board = self._context.services.show_board
        self._context.tasks.run(self, show_board, done=self._show, failed=self._explain)

    def hear(self, _fact: Any) -> None:
        self._soon.start()

    def _show(self, board: Board) -> None:
        self._view.show_board(board)
        self._looked()

    def _explain(self, error: ExpectedError) -> None:
        self._view.show_failed(self._context.say(error))
        self._looked()

    def _looked(self) -> None:
        self._is_looking = False
        if self._look_again:
            self._look_again = False
            self.refresh()

    def _open(self, row: BoardRow) -> None:
        self._context.go(PersonPlace(row.person_id, row.detention_id))

    def _open_observations(self, row: BoardRow) -> None:
        self._context.go(ObservationsPlace(row.person_id, row.detention_id))
