"""An entry is what its hash says; whatever else arrives is refused by name."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.journal.entry import (
    BODY_LIMIT,
    DEPTH_LIMIT,
    HEADER_LIMIT,
    Body,
    Entry,
    Header,
    MalformedEntryError,
    encode_body,
    hash_of,
    read_entry,
    seal,
)
from tests.unit.sync.journal.chains import Device

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def changed(entry: Entry, **fields: Any) -> bytes:
    return msgspec.msgpack.encode(msgspec.structs.replace(entry.header, **fields))


@pytest.fixture
def entry() -> Entry:
    return Device().write({"cell": "M4"})[0]


@given(fields=st.dictionaries(st.text(min_size=1), VALUES, max_size=5))
def test_what_was_saved_is_read_again(fields: dict[str, Any]) -> None:
    written = Device().write(fields)[0]
    read = read_entry(written.header_bytes, written.body_bytes)
    assert read == written
    assert read.fields() == fields


@given(header=st.binary(max_size=400), body=st.none() | st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_name(header: bytes, body: bytes | None) -> None:
    with pytest.raises(MalformedEntryError):
        read_entry(header, body)


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_one_changed_bit_never_passes_for_the_same_entry(at: int, bit: int) -> None:
    written = Device().write({"cell": "M4"})[0]
    header, body = bytearray(written.header_bytes), bytearray(written.body_bytes or b"")
    whole = header + body
    whole[at % len(whole)] ^= 1 << bit
    header, body = whole[: len(header)], whole[len(header) :]
    try:
        read = read_entry(bytes(header), bytes(body))
    except MalformedEntryError:
        return
    assert read.id != written.id


@pytest.mark.parametrize(
    "change",
    [
        {"device": b"short"},
        {"author": b""},
        {"person": b"x"},
        {"prev": b"x"},
        {"body_hash": b"x"},
        {"seq": 0},
        {"seq": 2**63},
        {"counter": 0},
        {"counter": 2**63},
        {"wall_ms": 2**63},
        {"clock_error_ms": -(2**63)},
        {"schema": -1},
        {"place": 2},
        {"of": 0},
        {"kind": ""},
        {"kind": "a\x00b"},
        {"kind": "k" * 65},
        {"replaces": {"cell": [b"x"]}},
        {"unit": "text"},
    ],
    ids=str,
)
def test_a_header_out_of_shape_is_refused(entry: Entry, change: dict[str, Any]) -> None:
    assert read_entry(changed(entry), entry.body_bytes).header == entry.header
    with pytest.raises(MalformedEntryError):
        read_entry(changed(entry, **change), entry.body_bytes)


def _sealed(entry: Entry, body: bytes) -> tuple[bytes, bytes]:
    return changed(entry, body_hash=hash_of(body)), body


def nested(depth: int) -> Any:
    return [nested(depth - 1)] if depth else 1


def test_a_value_may_be_nested_as_deep_as_the_limit_and_no_deeper(entry: Entry) -> None:
    fits = msgspec.msgpack.encode(Body(b"s" * 16, {"cell": nested(DEPTH_LIMIT)}))
    assert read_entry(*_sealed(entry, fits)).fields() == {"cell": nested(DEPTH_LIMIT)}
    too_deep = msgspec.msgpack.encode(Body(b"s" * 16, {"cell": nested(DEPTH_LIMIT + 1)}))
    with pytest.raises(MalformedEntryError):
        read_entry(*_sealed(entry, too_deep))


@pytest.mark.parametrize(
    "value", [b"\x91" * 100_000, b"\xa2\xff\xfe", b"\x81\x81\xa1a\xc0\xc0", b"\xdd\xff\xff\xff\xff"]
)
def test_a_body_that_breaks_a_reader_is_refused(entry: Entry, value: bytes) -> None:
    body = b"\x92\xc4\x10" + b"s" * 16 + b"\x81\xa4cell" + value
    with pytest.raises(MalformedEntryError):
        read_entry(*_sealed(entry, body))


def test_what_is_too_large_is_refused_at_both_ends(entry: Entry) -> None:
    assert encode_body({"note": "n" * (BODY_LIMIT - 100)})
    with pytest.raises(MalformedEntryError):
        encode_body({"note": "n" * BODY_LIMIT})
    with pytest.raises(MalformedEntryError):
        read_entry(entry.header_bytes + b"\x00" * HEADER_LIMIT, None)
    with pytest.raises(MalformedEntryError):
        read_entry(*_sealed(entry, b"\x00" * (BODY_LIMIT + 1)))


def test_the_same_answer_has_another_hash_each_time() -> None:
    assert hash_of(encode_body({"harm": "yes"})) != hash_of(encode_body({"harm": "yes"}))


def test_an_erased_body_leaves_an_entry_without_fields(entry: Entry) -> None:
    read = read_entry(entry.header_bytes, None)
    assert read.id == entry.id
    assert read.fields() == {}


def test_a_newer_neighbour_may_append_to_the_header(entry: Entry) -> None:
    elements = msgspec.msgpack.decode(entry.header_bytes)
    longer = msgspec.msgpack.encode([*elements, "something new"])
    read = read_entry(longer, entry.body_bytes)
    assert read.header == entry.header
    assert read.id == hash_of(longer)
    assert isinstance(read.header, Header)


def test_sealing_names_the_header_by_its_bytes(entry: Entry) -> None:
    assert seal(entry.header, entry.body_bytes or b"").id == hash_of(entry.header_bytes)
