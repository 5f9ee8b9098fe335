"""A picture of every page, drawn by the window itself on Qt's offscreen platform."""

import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from desktop.domain.court_report import CourtReport
from desktop.services.everything import Services
from desktop.services.values import BoardRow
from desktop.vault.people import people, workstation
from ui import places

_SIZE = (1280, 800)
_SETTLE_MS = 400
_LONGEST_MS = 10_000


def draw_pages(folder: Path, user: str, passphrase: str, output: Path) -> list[str]:
    """Unlock the store in `folder` and write one PNG a page to `output`; return their names."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import qInstallMessageHandler  # noqa: PLC0415 -- as below
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 -- after the platform is chosen

    from desktop.assembly.session import open_session  # noqa: PLC0415 -- as above
    from desktop.demo.camera import Camera  # noqa: PLC0415 -- as above
    from ui.theme import STYLE, apply_theme  # noqa: PLC0415 -- as above

    previous = qInstallMessageHandler(_all_but_size_hints)
    app = QApplication.instance() or QApplication(["custody-liaison", *STYLE])
    assert isinstance(app, QApplication)
    theme = apply_theme(app)
    with open_session(folder, user, passphrase) as session:
        camera = Camera(app, theme, session.services, output)
        camera.take_unlock(people(folder), *workstation(folder))
        rows = session.services.show_board().rows
        reports = session.services.list_court_reports()
        for name, place in (*_wanted(rows, reports), *_found(session.services, rows)):
            camera.take(name, place)
        names = camera.close()
    qInstallMessageHandler(previous)
    return names


def _all_but_size_hints(_kind: object, _context: object, message: str) -> None:
    # The offscreen platform says this of every window: there is nobody to hint at.
    if "propagateSizeHints" not in message:
        sys.stderr.write(message + "\n")


def _wanted(
    rows: tuple[BoardRow, ...], reports: tuple[CourtReport, ...]
) -> Iterator[tuple[str, places.Place]]:
    first = rows[0]
    yield "board", places.BoardPlace()
    yield "people", places.PeoplePlace(text="mar")
    yield "add-person", places.AddPersonPlace()
    yield "person", places.PersonPlace(first.person_id, first.detention_id)
    yield "book-in", places.BookInPlace(first.person_id)
    yield "log-call", places.LogCallPlace(first.person_id, first.detention_id)
    yield "custody-list", places.CustodyListPlace()
    for row in rows:
        if row.screen is not None and row.screen.sections_done < row.screen.sections_total:
            yield "screen", places.ScreenPlace(row.screen.screen_id)
            yield "check-answers", places.CheckAnswersPlace(row.screen.screen_id)
            break
    yield "import-a-screen", places.ImportFormPlace()
    yield "court-reports", places.CourtReportsPlace()
    for report in reports:
        yield "court-report", places.CourtReportPlace(report.id)
        if report.screen_id is not None:
            yield "screen-to-print", places.ScreenPaperPlace(report.screen_id)
        break
    yield "shift-end", places.ShiftEndPlace()


def _found(services: Services, rows: tuple[BoardRow, ...]) -> Iterator[tuple[str, places.Place]]:
    """Yield what the night may or may not have brought."""
    observed = (row for row in rows if services.instrument_history(row.detention_id, "news2"))
    for row in islice(observed, 1):
        yield "observations", places.ObservationsPlace(row.person_id, row.detention_id)
    for conflict in services.open_conflicts()[:1]:
        about = (conflict.kind, conflict.record_id, conflict.register)
        yield "to-decide", places.ConflictPlace(*about)
    if services.people_met_twice():
        yield "met-twice", places.MetTwicePlace()
