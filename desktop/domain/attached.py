"""A file that was added to an answer. Its contents are kept apart from the answer that names it."""

import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"([0-9a-f]{64}) (\d{1,12}) (\S{1,120}) (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Attached:
    """`size` is in bytes, `sha256` is of the contents, in hexadecimal."""

    sha256: str
    size: int
    content_type: str
    title: str

    def text(self) -> str:
        """Return the value that an answer holds."""
        return f"{self.sha256} {self.size} {self.content_type} {self.title}"

    @classmethod
    def of(cls, text: str) -> "Attached | None":
        """Return what an answer's value names, None when it names no file."""
        match = _WRITTEN.fullmatch(text)
        if match is None:
            return None
        sha256, size, content_type, title = match.groups()
        return cls(sha256, int(size), content_type, title)
