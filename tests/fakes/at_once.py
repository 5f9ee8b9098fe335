"""Does what it is handed at once, on the same thread: what happens is the same every time."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

_Result = TypeVar("_Result")


class AtOnce(Executor):
    def submit(
        self, work: Callable[..., _Result], /, *args: Any, **named: Any
    ) -> "Future[_Result]":
        answer: Future[_Result] = Future()
        try:
            answer.set_result(work(*args, **named))
        except Exception as error:  # noqa: BLE001 - handed on to whoever asks for the result
            answer.set_exception(error)
        return answer
