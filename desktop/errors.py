"""The ways things end badly, each with its audience.

Anything that is not one of these is a bug: it is logged with its trace and never caught on the way.
"""

from typing import Any, ClassVar


class ExpectedError(Exception):
    """A failure the person at the screen can understand and act on.

    `message_key` names the sentence in desktop/wording/errors.py; `details` fill its blanks and
    hold identifiers, counts and paths only, never a name, an answer or a key.
    """

    message_key: ClassVar[str] = "error.unexpected"

    def __init__(self, **details: Any) -> None:
        super().__init__(self.message_key)
        self.details = details


class RuleBrokenError(ExpectedError):
    """What was asked is not allowed, however often it is tried."""


class TroubleError(ExpectedError):
    """The surroundings failed: disk, network, another process. Trying again may help."""


class CancelledError(Exception):
    """The person stopped it. Unwinds quietly and is shown to nobody."""


class NotFoundError(RuleBrokenError):
    message_key = "error.not_found"


class FieldProblemError(RuleBrokenError):
    """What was typed into one or more fields cannot be taken as it is.

    `problems` maps the field's name to a message key; what was typed stays where it was.
    """

    message_key = "error.fields"

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(fields=", ".join(problems))
        self.problems = problems
