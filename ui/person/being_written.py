"""The lines of a person's page about screens that a colleague has begun to write at this desk."""

from datetime import datetime

from desktop.wording.words import text as _
from ui.person.sheet import PersonSheet
from ui.screening.being_written import being_written_words


def being_written_lines(sheet: PersonSheet, now: datetime) -> list[str]:
    """Return one for each screen, newest first."""
    found = sheet.file.being_written
    return [
        _("{title}: {said}", title=screen.title, said=being_written_words(found[screen.id], now))
        for screen in sheet.file.screens
        if screen.id in found
    ]
