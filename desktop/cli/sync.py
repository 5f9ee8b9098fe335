"""`custody-liaison sync`: one round with the central store, and its receipt."""

import argparse
import json
import sys

from desktop.assembly.access import session_for
from desktop.services.everything import Progress


def sync(asked: argparse.Namespace) -> None:
    with session_for(asked) as session:
        receipt = session.services.send_now(_progress(quiet=asked.json), lambda: False)
    if asked.json:
        print(
            json.dumps(
                {
                    "number": receipt.number,
                    "at": receipt.at.isoformat(),
                    "sent": receipt.sent,
                    "received": receipt.received,
                    "entries_held": receipt.entries_held,
                    "vector_digest": receipt.vector_digest,
                    "signature": receipt.signature,
                }
            )
        )
        return
    print(
        f"Receipt {receipt.number}: {receipt.sent} sent, {receipt.received} received, "
        f"{receipt.entries_held} held at {receipt.store}."
    )


def _progress(*, quiet: bool) -> Progress:
    def show(done: int, total: int) -> None:
        if not quiet and sys.stderr.isatty():
            print(f"\r{done} of {total}", end="", file=sys.stderr, flush=True)

    return show
