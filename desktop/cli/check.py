"""`custody-liaison check`: says whether the store is whole, and what it holds."""

import argparse
import json

from desktop.assembly.access import session_for
from desktop.storage.check import check_store
from desktop.storage.store import FILE_NAME


def check(asked: argparse.Namespace) -> int:
    with session_for(asked) as session:
        found = check_store(session.store, asked.data / FILE_NAME)
    if asked.json:
        print(
            json.dumps(
                {
                    "entries": found.entries,
                    "records": found.records,
                    "digest": found.digest,
                    "faults": list(found.faults),
                    "whole": not found.faults,
                }
            )
        )
    else:
        print(f"{found.entries} entries, {found.records} records, digest {found.digest[:16]}")
        for fault in found.faults:
            print(f"fault: {fault}")
        print("The store is whole." if not found.faults else "Keep this store; ask for help.")
    return 1 if found.faults else 0
