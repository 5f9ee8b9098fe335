"""How reading or working out an expression ends badly. Neither error ever holds an answer."""

from typing import Literal

Reason = Literal["malformed", "unsupported"]


class PathRefusedError(Exception):
    """The text is not an expression that we work out: found when the form is read."""

    def __init__(self, reason: Reason, detail: str, position: int) -> None:
        super().__init__(f"{reason} at {position}: {detail}")
        self.reason = reason
        self.detail = detail
        self.position = position


class PathTroubleError(Exception):
    """The expression met values that it cannot be worked out with, or would take too long."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
