"""When a question counts as answered, and with what."""

from collections.abc import Mapping

from desktop.domain.screen import Answer, Value
from desktop.forms.values import is_blank


def values_of(answers: Mapping[str, Answer], link_id: str) -> tuple[Value, ...]:
    """Return what was answered; nothing for an answer that says why there is no value."""
    answer = answers.get(link_id)
    if answer is None or answer.absent is not None:
        return ()
    return tuple(value for value in answer.values if not is_blank(value))


def is_answered(answers: Mapping[str, Answer], link_id: str) -> bool:
    """Whether nothing more is owed here: a value, or the reason why there is none."""
    answer = answers.get(link_id)
    if answer is None:
        return False
    return answer.absent is not None or any(not is_blank(value) for value in answer.values)
