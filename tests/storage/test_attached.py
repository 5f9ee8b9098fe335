"""A file's parts in the store: whole or not there, and nothing foreign gets in their way."""

import os
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from desktop.domain.attached import PART_BYTES, AttachedPart, joined, parts_of
from desktop.domain.identity import AttachedPartId, PersonId
from desktop.storage.check import check_store
from desktop.storage.waiting_files import WaitingFilesInStore
from sync.journal.entry import BODY_LIMIT
from tests.builders.moments import numbered
from tests.builders.people import KELLY
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Desk, meet


def save(desk: Desk, *parts: AttachedPart) -> None:
    for part in parts:
        desk.save(lambda work, part=part: work.attached.add(part))  # type: ignore[misc]


def sha256_of(parts: tuple[AttachedPart, ...]) -> str:
    return parts[0].sha256


@pytest.mark.parametrize("size", [1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 5 * PART_BYTES])
def test_a_file_is_read_as_it_was_cut(desk: Desk, size: int) -> None:
    content = os.urandom(size)
    parts = parts_of(KELLY, content)
    save(desk, *parts[::-1])

    assert joined(desk.reads.attached_parts(sha256_of(parts)), sha256_of(parts)) == content


def test_every_part_fits_into_an_entry() -> None:
    assert PART_BYTES < BODY_LIMIT * 0.9


def test_a_file_of_which_a_part_is_missing_is_none(desk: Desk) -> None:
    parts = parts_of(KELLY, os.urandom(3 * PART_BYTES))
    save(desk, parts[0], parts[2])

    assert joined(desk.reads.attached_parts(sha256_of(parts)), sha256_of(parts)) is None


@pytest.mark.parametrize(
    "foreign",
    [
        {"id": AttachedPartId(UUID(int=7))},
        {"id": AttachedPartId(UUID(int=8)), "content": b"other"},
        {"id": AttachedPartId(UUID(int=9)), "number": 0},
        {"id": AttachedPartId(UUID(int=10)), "number": 2, "of": 2},
    ],
)
def test_a_part_that_is_not_its_own_does_not_get_in_the_way(
    desk: Desk, foreign: dict[str, Any]
) -> None:
    parts = parts_of(KELLY, b"a letter")
    save(desk, *parts, replace(parts[0], **foreign))

    assert joined(desk.reads.attached_parts(sha256_of(parts)), sha256_of(parts)) == b"a letter"


def test_two_desks_hold_the_same_parts_after_they_met(make_desk: MakeDesk) -> None:
    one, other = make_desk(), make_desk()
    parts = parts_of(KELLY, os.urandom(2 * PART_BYTES))
    save(one, *parts)
    save(other, parts[0])

    meet(one, other)

    for desk in (one, other):
        assert joined(desk.reads.attached_parts(sha256_of(parts)), sha256_of(parts)) is not None
        assert desk.reads.conflicts() == 0
        assert check_store(desk.store, desk.path).faults == ()


def test_one_file_about_two_people_is_kept_for_each(desk: Desk) -> None:
    content = os.urandom(50)
    mine, theirs = parts_of(KELLY, content), parts_of(PersonId(numbered(9)), content)

    assert mine[0].sha256 == theirs[0].sha256
    assert mine[0].id != theirs[0].id


def test_a_waiting_file_is_local_and_outlives_a_restart(make_desk: MakeDesk) -> None:
    desk, other = make_desk(), make_desk()
    WaitingFilesInStore(desk.store).keep("a" * 64, b"letter")
    meet(desk, other)
    desk.close()

    waiting = WaitingFilesInStore(desk.store)
    assert waiting.kept("a" * 64) == b"letter"
    assert WaitingFilesInStore(other.store).kept("a" * 64) is None
    waiting.forget("a" * 64)
    assert waiting.kept("a" * 64) is None


def test_a_waiting_file_is_not_legible_on_the_disk(desk: Desk) -> None:
    content = b"a letter that nobody may read" * 100
    WaitingFilesInStore(desk.store).keep("b" * 64, content)
    desk.close()

    assert b"nobody may read" not in desk.path.read_bytes()
