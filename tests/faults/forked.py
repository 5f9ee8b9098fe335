"""Work in a process of its own that may be killed at any moment, and what it said before that.

The parent opens no store: each process that does is a fresh fork of one that never did.
"""

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable

Say = Callable[[str], None]


def run_forked(work: Callable[[Say], None], *, kill_after: float | None = None) -> list[str]:
    """Fork, let `work` say lines, kill -9 it after so many seconds; return every whole line said.

    Without `kill_after` the work must end by itself and well; what it raised is printed.
    """
    reader, writer = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _work_and_end(work, writer)
    os.close(writer)
    said = _listen(reader, child, kill_after)
    os.close(reader)
    _, status = os.waitpid(child, 0)
    if kill_after is None and status != 0:
        raise RuntimeError(f"the work ended with {status}")
    return said.decode().split("\n")[:-1]


def _work_and_end(work: Callable[[Say], None], writer: int) -> None:
    code = 0
    try:
        work(lambda line: _write_all(writer, f"{line}\n".encode()))
    except BaseException:  # noqa: BLE001 -- whatever it was, this process ends here
        traceback.print_exc()
        code = 1
    finally:
        os._exit(code)


def _write_all(writer: int, data: bytes) -> None:
    # One write of less than PIPE_BUF is whole or not there at all.
    os.write(writer, data)


def _listen(reader: int, child: int, kill_after: float | None) -> bytes:
    said, end = b"", None if kill_after is None else time.monotonic() + kill_after
    while True:
        left = None if end is None else max(0.0, end - time.monotonic())
        ready, _, _ = select.select([reader], [], [], left)
        if not ready:
            os.kill(child, signal.SIGKILL)
            end = None
            continue
        data = os.read(reader, 65536)
        if not data:
            return said
        said += data
