"""Asking the central store what its description allows: messages, and who sends them."""

import os
from dataclasses import dataclass
from typing import Any

import msgspec
from hypothesis import strategies as st

from sync.central.core import CentralCore
from sync.journal.chain import Batch, Piece
from sync.journal.clock import system_ms
from sync.journal.signing import SignedHead
from sync.journal.vector import Head
from sync.wire.credentials import enclose, new_credentials, signed_bytes, to_header
from sync.wire.framing import pack
from sync.wire.messages import Enrol, Finish, Hello, Pull, Push
from tests.central.stores import join
from tests.fakes.replica import MemoryReplica

_KEYS = st.binary(min_size=16, max_size=16)
_HASHES = st.binary(max_size=40)
_COUNTS = st.integers(0, 2**53 - 1)
_HEADS = st.builds(Head, st.integers(-(2**63), 2**64 - 1), _HASHES)
_SIGNED = st.builds(
    SignedHead, st.binary(max_size=20), st.integers(-(2**63), 2**64 - 1), _HASHES, _HASHES
)
_PIECES = st.builds(Piece, st.binary(max_size=60), st.none() | st.binary(max_size=60))


def messages(core: CentralCore, known: MemoryReplica) -> dict[str, st.SearchStrategy[Any]]:
    """What each route reads, well-formed and wild: some of it about devices that are here."""
    keys = st.sampled_from([known.device, core.identity.device]) | _KEYS
    heads = st.sampled_from([head for one in known.vector().values() for head in one]) | _HEADS
    vectors = st.dictionaries(keys, st.lists(heads, max_size=3).map(tuple), max_size=3)
    real = st.sampled_from(list(known.batches_beyond({}, own_only=False, most=5)))
    batches = st.lists(real | st.builds(Batch, _SIGNED, st.lists(_PIECES, max_size=3)), max_size=3)
    names = st.text(max_size=200).filter(str.isprintable)
    return {
        "/v1/enrol": st.builds(Enrol, st.text(max_size=200), _KEYS, names,
                               st.binary(min_size=32, max_size=32)),
        "/v1/vouch": st.builds(Push, batches),
        "/v1/hello": st.builds(
            Hello, _HASHES, batches, keys, _COUNTS, _HASHES, vectors, st.booleans(),
            st.none() | st.integers(-(2**63), 2**64 - 1), _COUNTS, st.booleans(),
        ),
        "/v1/push": st.builds(Push, batches),
        "/v1/pull": st.builds(Pull, vectors, st.integers(1, 2**64 - 1), st.booleans()),
        "/v1/finish": st.builds(Finish, vectors, keys, _COUNTS, _COUNTS),
    }  # fmt: skip


@dataclass(frozen=True)
class Roles:
    """Whoever may ask. `authorization` signs a body as that one would."""

    device: MemoryReplica
    revoked: MemoryReplica
    unknown: MemoryReplica

    def replica(self, role: str) -> MemoryReplica | None:
        return getattr(self, role, None)

    def authorization(self, role: str, path: str, frame: bytes) -> dict[str, str]:
        replica = self.replica(role)
        if replica is None:
            return {}
        credentials = new_credentials(replica.device, system_ms(), os.urandom(12))
        signature = replica.sign(signed_bytes(credentials, "POST", path, frame))
        signed = msgspec.structs.replace(credentials, signature=signature)
        return {"Authorization": to_header(signed)}

    def enclosed(self, role: str, path: str, frame: bytes) -> bytes:
        """The same, with the credentials in the body."""
        replica = self.replica(role)
        if replica is None:
            return frame
        credentials = new_credentials(replica.device, system_ms(), os.urandom(12))
        signature = replica.sign(signed_bytes(credentials, "POST", path, frame))
        return enclose(msgspec.structs.replace(credentials, signature=signature), frame)


ROLES = ("device", "revoked", "unknown", "anonymous")


def roles_of(core: CentralCore) -> Roles:
    device, revoked = join(core), join(core)
    core.enrolments.revoke(revoked.device)
    return Roles(device, revoked, MemoryReplica())


def framed(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[bytes]:
    return strategy.map(pack)
