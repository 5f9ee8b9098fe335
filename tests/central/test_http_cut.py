"""A round over the line is cut when somebody says so, and at once."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from sync.client.errors import (
    CutError,
    RoundCancelledError,
)
from sync.client.http_server import HttpSyncServer
from sync.client.round import run_round
from sync.client.token import RoundToken
from sync.wire.messages import Push
from tests.central.served import Served
from tests.central.stores import NURSE, go_round, join


@contextmanager
def deaf() -> Iterator[tuple[str, threading.Event]]:
    """Something that takes a connection and never says a word."""
    taken = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def take() -> None:
            kept, _ = listening.accept()
            taken.set()
            while kept.recv(4096):
                pass
            kept.close()

        thread = threading.Thread(target=take)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}", taken
        thread.join(15)


@pytest.mark.parametrize("scheme", ["https", "http"], ids=["beginning TLS", "waiting"])
def test_a_round_that_waits_for_an_answer_is_cut_at_once(served: Served, scheme: str) -> None:
    desk, token, ended = join(served.core), RoundToken(), []
    with deaf() as (address, taken):
        server = HttpSyncServer(f"{scheme}://{address}", served.ca, desk.device, desk.sign)

        def go() -> None:
            try:
                run_round(
                    desk, server, served.core.identity.public_key, practitioner=NURSE,
                    cancelled=lambda: token.is_cancelled,
                )  # fmt: skip
            except RoundCancelledError as error:
                ended.append(error)

        with closing(server), token.cutting(server.cut):
            thread = threading.Thread(target=go)
            thread.start()
            assert taken.wait(10)
            token.cancel()
            token.cancel()
            thread.join(5)
            assert not thread.is_alive()
    assert len(ended) == 1
    assert go_round(served.core, desk).receipt


def test_a_round_cancelled_before_it_begins_asks_nothing(served: Served) -> None:
    desk, token = join(served.core), RoundToken()
    token.cancel()
    server = served.line_for(desk)
    with closing(server), token.cutting(server.cut), pytest.raises(CutError):
        server.push(Push([]))
