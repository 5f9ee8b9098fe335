"""Reading a form's bytes from a file that somebody chose. Knows no Qt."""

from dataclasses import dataclass
from pathlib import Path

from desktop.errors import TroubleError
from desktop.forms import Inspection

# The largest published form known has 0.4 MB; a wrong choice may be a film.
LARGEST_FORM_BYTES = 8 * 1024 * 1024


class FormFileUnreadableError(TroubleError):
    """There is no such file, it may not be read, or it is far too large to be a form."""

    message_key = "error.form_unreadable"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A form as it was read: what is put to use later is these bytes, not the file again."""

    raw: bytes
    inspection: Inspection


def read_form(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FORM_BYTES:
            raise FormFileUnreadableError
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise FormFileUnreadableError from error


def path_typed(typed: str) -> Path:
    """Return the path for what was typed or pasted; file managers paste quotes and file://."""
    words = typed.strip().strip('"').removeprefix("file://")
    return Path(words).expanduser()
