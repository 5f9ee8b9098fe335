"""A file goes with the answer that names it to every desk, as it was, and is opened nowhere."""

import hashlib
import json
import os

import pytest

from desktop.domain.attached import PART_BYTES, Attached
from desktop.domain.screen import Answer
from desktop.errors import FieldProblemError, NotFoundError
from desktop.services.attached_files import largest_bytes, type_of
from desktop.services.values import OpenScreen
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import a_form

PDF = b"%PDF-1.7\n"


def begun(desk: Desk) -> OpenScreen:
    letter = {"linkId": "letter", "text": "Letter", "type": "attachment"}
    form = desk.services.import_form(a_form(item=[letter]))
    stay = desk.stay()
    return desk.services.start_screen(stay.person_id, stay.id, form.canonical)


def attach(desk: Desk, opened: OpenScreen, content: bytes, title: str = "letter.pdf") -> str:
    value = desk.services.attach_file(content, title)
    desk.services.answer_question(opened.screen.id, "letter", Answer(values=(value,)))
    found = Attached.of(value)
    assert found is not None
    return found.sha256


def test_a_file_is_named_by_what_it_holds(desk: Desk) -> None:
    content = PDF + b"a letter"

    value = Attached.of(desk.services.attach_file(content, " GP  letter.pdf "))

    assert value == Attached(
        hashlib.sha256(content).hexdigest(), len(content), "application/pdf", "GP letter.pdf"
    )
    assert desk.services.read_attached(value.sha256) == content


@pytest.mark.parametrize("size", [1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES + 7])
def test_a_file_of_any_size_arrives_at_the_other_desk_as_it_was(
    desk: Desk, other_desk: Desk, size: int
) -> None:
    content = PDF + os.urandom(size)
    opened = begun(desk)
    sha256 = attach(desk, opened, content)
    desk.services.pause_screen(opened.screen.id)
    other_desk.takes_from(desk)

    there = other_desk.services.open_screen(opened.screen.id)

    (value,) = there.answers()["letter"].values
    assert isinstance(value, str)
    assert Attached.of(value) is not None
    assert other_desk.services.read_attached(sha256) == content
    assert other_desk.services.sync_state().waiting == 1  # its own introduction, nothing else


def test_the_largest_file_that_is_taken_can_be_sent(desk: Desk, other_desk: Desk) -> None:
    content = (PDF + os.urandom(largest_bytes()))[: largest_bytes()]
    opened = begun(desk)
    sha256 = attach(desk, opened, content)
    desk.services.complete_screen(opened.screen.id)
    other_desk.takes_from(desk)

    assert other_desk.services.read_attached(sha256) == content
    with pytest.raises(FieldProblemError) as caught:
        desk.services.attach_file(content + b"x", "too large.pdf")
    assert caught.value.problems == {"attached": "attached.too_large"}


def test_a_file_that_no_answer_names_never_leaves_the_desk(desk: Desk) -> None:
    opened = begun(desk)
    before = desk.services.sync_state().waiting
    left = attach(desk, opened, PDF + b"the wrong letter")
    attach(desk, opened, PDF + b"the right letter")
    desk.services.pause_screen(opened.screen.id)

    assert desk.services.sync_state().waiting == before + 2  # one part of a file, one screen
    assert desk.again().services.read_attached(left) == PDF + b"the wrong letter"


def test_a_draft_and_its_file_outlive_a_restart(desk: Desk) -> None:
    opened = begun(desk)
    sha256 = attach(desk, opened, PDF + b"letter")

    again = desk.again()

    assert again.services.open_screen(opened.screen.id).draft["letter"].values
    assert again.services.read_attached(sha256) == PDF + b"letter"


def test_the_same_file_added_at_two_desks_is_one_file(desk: Desk, other_desk: Desk) -> None:
    opened = begun(desk)
    other_desk.takes_from(desk)
    other_desk.services.open_screen(opened.screen.id)
    content = PDF + os.urandom(PART_BYTES)
    sha256 = attach(desk, opened, content)
    attach(other_desk, opened, content)
    desk.services.pause_screen(opened.screen.id)
    other_desk.services.pause_screen(opened.screen.id)
    desk.takes_from(other_desk)

    assert desk.services.read_attached(sha256) == content
    assert desk.services.what_leaves().conflicts == 1  # who answered, not what is in the file
    conflicts = desk.services.open_screen(opened.screen.id).screen.standing.conflicts
    assert "answers/letter" in conflicts


def test_a_file_that_has_not_come_yet_is_said_to_be_missing(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.services.read_attached("0" * 64)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"%PDF-1.4 ...", "application/pdf"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        ("A letter, with a £ sign.\r\n".encode(), "text/plain"),
        (b"MZ\x90\x00", ""),
        (b"PK\x03\x04", ""),
        (b"\x00\x01\x02", ""),
        (b"GIF89a\x00\x00", ""),
        (b"\xff\xfe\x00h", ""),
    ],
)
def test_a_type_is_told_by_the_contents_alone(desk: Desk, content: bytes, wanted: str) -> None:
    assert type_of(content) == wanted
    if not wanted:
        with pytest.raises(FieldProblemError) as caught:
            desk.services.attach_file(content, "harmless.pdf")
        assert caught.value.problems == {"attached": "attached.type"}


def test_an_empty_file_is_refused(desk: Desk) -> None:
    with pytest.raises(FieldProblemError):
        desk.services.attach_file(b"", "empty.pdf")


def test_markup_is_text_and_stays_bytes(desk: Desk) -> None:
    page = b"<html><script>alert(1)</script></html>"

    value = Attached.of(desk.services.attach_file(page, "page.html"))

    assert value is not None
    assert value.content_type == "text/plain"
    assert json.dumps(value.text())
    assert desk.services.read_attached(value.sha256) == page
