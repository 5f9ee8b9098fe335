"""What every history starts from, made once a process: a central store that knows its devices."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.storage.store import FILE_NAME, create_store
from sync.central.identity import CentralIdentity
from sync.journal.signing import public_key_of
from tests.simulator.centre import make_template
from tests.simulator.chance import VirtualClock, no_other_chance
from tests.simulator.files import file_at, quick_files

DEVICES = 6


@dataclass(frozen=True)
class Kit:
    folder: Path
    centre: Path
    store: Path
    identity: CentralIdentity
    devices: list[tuple[bytes, bytes]]


@contextmanager
def kit() -> Iterator[Kit]:
    """Give templates in a folder of RAM; histories are lived through while it is open."""
    rng, clock = random.Random("kit"), VirtualClock()
    with quick_files() as folder:
        identity = CentralIdentity(
            service=rng.randbytes(16), name="Essex", store="Essex central store",
            device=rng.randbytes(16), private_key=rng.randbytes(32),
        )  # fmt: skip
        devices = [(rng.randbytes(16), rng.randbytes(32)) for _ in range(DEVICES)]
        with no_other_chance(rng, clock):
            known = [(device, public_key_of(key)) for device, key in devices]
            make_template(folder / "centre.db", identity, known, clock)
            create_store(folder, bytes(32), bytes(16)).close()
        store = folder / FILE_NAME
        for path in (store, folder / "store.db.unfinished"):
            file_at(path).close()
        yield Kit(folder, folder / "centre.db", store, identity, devices)
