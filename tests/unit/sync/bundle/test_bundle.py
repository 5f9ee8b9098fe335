"""A bundle carries what a round would, opens with its code alone, and is whole or says so."""

import io
import os
import random

import pytest

from sync.bundle.bundle import (
    NotABundleError,
    Opening,
    WrongCodeError,
    read_bundle,
    write_bundle,
)
from sync.bundle.code import BadCodeError, key_of, new_code
from sync.bundle.sealed import DamagedError
from sync.journal.chain import Batch
from sync.journal.signing import new_private_key, public_key_of
from sync.journal.vector import Head
from tests.unit.sync.journal.chains import Device

SEED = int(os.environ.get("CUSTODY_TEST_SEED") or random.SystemRandom().randrange(2**32))
CODE = new_code()
KEY = new_private_key()


def some_batches(count: int = 5, size: int = 400) -> list[Batch]:
    device, rng = Device(), random.Random(SEED)
    return [device.batch(device.write({"note": rng.randbytes(size).hex()})) for _ in range(count)]


def an_opening() -> Opening:
    return Opening(b"s" * 16, b"d" * 16, 1_790_000_000_000, {b"d" * 16: (Head(4, b"e" * 32),)})


def written(batches: list[Batch], code: str = CODE) -> bytes:
    out = io.BytesIO()
    write_bundle(out, code, KEY, an_opening(), batches)
    return out.getvalue()


def test_what_was_written_is_read_in_its_order() -> None:
    batches = some_batches()

    bundle = read_bundle(io.BytesIO(written(batches)), CODE)

    assert bundle.opening == an_opening()
    assert list(bundle.batches) == batches


def test_who_wrote_it_is_proved_by_their_key() -> None:
    bundle = read_bundle(io.BytesIO(written([])), CODE)

    assert bundle.is_signed_by(public_key_of(KEY))
    assert not bundle.is_signed_by(public_key_of(new_private_key()))


def test_a_bundle_of_many_segments_is_read_whole() -> None:
    batches = some_batches(6, 40_000)
    raw = written(batches)

    assert len(raw) > 3 * 64 * 1024
    assert list(read_bundle(io.BytesIO(raw), CODE).batches) == batches


def test_an_empty_bundle_says_who_wrote_it() -> None:
    bundle = read_bundle(io.BytesIO(written([])), CODE)

    assert bundle.opening.device == b"d" * 16
    assert list(bundle.batches) == []


def test_nothing_in_the_file_can_be_read_without_the_code() -> None:
    device = Device()
    raw = written([device.batch(device.write({"note": "MARSH"}))])

    assert b"MARSH" not in raw
    assert CODE.encode() not in raw
    with pytest.raises(WrongCodeError):
        read_bundle(io.BytesIO(raw), new_code())


def test_a_code_is_understood_as_it_is_read_aloud() -> None:
    salt = b"s" * 16
    spoken = CODE.lower().replace("-", "  ").replace("1", "l").replace("0", "o")

    assert key_of(spoken, salt) == key_of(CODE, salt)


@pytest.mark.parametrize("typed", ["", CODE[:-1], CODE + "A", "-" * 30, "é" * 26])
def test_what_cannot_be_a_code_is_told_apart_from_a_wrong_one(typed: str) -> None:
    with pytest.raises(BadCodeError):
        read_bundle(io.BytesIO(written([])), typed)


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"CUSTODY-BUNDLE 2\n" + bytes(40)])
def test_another_file_is_told_to_be_none(raw: bytes) -> None:
    with pytest.raises(NotABundleError):
        read_bundle(io.BytesIO(raw), CODE)


def test_a_file_that_was_cut_gives_what_came_whole_and_then_says_so() -> None:
    batches = some_batches(40, 4000)
    raw = written(batches)
    cuts = range(70_000, len(raw), 9973)
    assert len(cuts) > 5
    for cut in cuts:
        found = read_bundle(io.BytesIO(raw[:cut]), CODE).batches
        whole: list[Batch] = []
        with pytest.raises(DamagedError):
            whole.extend(found)
        assert whole == batches[: len(whole)]


def test_a_byte_that_changed_is_never_taken_for_what_was_written() -> None:
    rng = random.Random(SEED)
    print(f"CUSTODY_TEST_SEED={SEED}")  # noqa: T201 -- pytest shows it with a failure
    batches = some_batches(3)
    raw = written(batches)
    for _ in range(300):
        at = rng.randrange(len(raw))
        bad = raw[:at] + bytes([raw[at] ^ (1 << rng.randrange(8))]) + raw[at + 1 :]
        with pytest.raises((NotABundleError, WrongCodeError, DamagedError)):
            list(read_bundle(io.BytesIO(bad), CODE).batches)


def test_a_segment_left_out_or_moved_is_noticed() -> None:
    raw = written(some_batches(40, 4000))
    cover, segment = 33 + 4 + 1 + 16, 4 + 1 + 64 * 1024 + 16
    first = raw[cover : cover + segment]
    second = raw[cover + segment : cover + 2 * segment]
    rest = raw[cover + 2 * segment :]
    for mixed in (first + rest, second + first + rest, first + first + second + rest):
        with pytest.raises((WrongCodeError, DamagedError)):
            list(read_bundle(io.BytesIO(raw[:cover] + mixed), CODE).batches)


def test_bytes_after_the_end_are_noticed() -> None:
    with pytest.raises(DamagedError):
        list(read_bundle(io.BytesIO(written([]) + b"x"), CODE).batches)
