"""What was taken out of a name is out of the file: no token of it is left behind."""

import re
from dataclasses import replace

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.domain.person import Alias
from desktop.storage.engine import PAGE_SIZE, connect
from tests.builders.people import KELLY, a_person
from tests.storage.desks import KEY, Desk

SECRET = "zwierzchowska"


def tokens(desk: Desk) -> bytes:
    """Return every byte that the search index holds, decrypted."""
    raw = connect(desk.path, KEY)
    shadow = ("data", "idx", "content", "docsize", "config")
    found = [raw.execute(f"SELECT * FROM person_search_{name}").fetchall() for name in shadow]
    raw.close()
    return repr(found).lower().encode()


def change(desk: Desk, **fields: object) -> None:
    old = desk.reads.person(KELLY)
    desk.save(lambda work: work.people.change(old, replace(old, **fields)))  # type: ignore[arg-type]


def test_a_name_that_was_corrected_leaves_no_word_in_the_index(desk: Desk) -> None:
    desk.save(lambda work: work.people.add(a_person(family_name=SECRET.title())))
    before = tokens(desk)
    change(desk, family_name="Marsh")

    assert SECRET.encode() in before
    assert SECRET.encode() not in tokens(desk)
    assert not re.search(rb"zwierz", tokens(desk))
    assert desk.reads.people_named(SECRET, 5) == ()


def test_an_alias_that_was_removed_is_found_no_more_and_leaves_no_word(desk: Desk) -> None:
    desk.save(lambda work: work.people.add(a_person()))
    change(desk, aliases={"a": Alias(family_name=SECRET)})
    found = desk.reads.people_named("zwier", 5)
    change(desk, aliases={"a": Alias(family_name=SECRET, is_removed=True)})

    assert [one.id for one in found] == [KELLY]
    assert desk.reads.people_named("zwier", 5) == ()
    assert b"zwierz" not in tokens(desk)


def test_without_the_setting_the_words_would_stay(desk: Desk) -> None:
    """The negative control: this is what the setting is for."""
    with desk.store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO person_search(person_search, rank) VALUES ('secure-delete', 0)"
        )
    desk.close()
    desk.save(lambda work: work.people.add(a_person(family_name=SECRET)))
    change(desk, family_name="Marsh")

    assert SECRET.encode() in tokens(desk)


def pages(desk: Desk) -> bytes:
    """Return every page of the file decrypted, by a reader that is not the library's.

    A page is its ciphertext, a 16-byte IV and a 64-byte HMAC; the first begins with the salt.
    """
    desk.close()
    data, found = desk.path.read_bytes(), b""
    for start in range(0, len(data), PAGE_SIZE):
        page = data[start : start + PAGE_SIZE]
        sealed, iv = page[16 if start == 0 else 0 : -80], page[-80:-64]
        reader = Cipher(algorithms.AES(KEY), modes.CBC(iv)).decryptor()
        found += reader.update(sealed) + reader.finalize()
    return found


def test_no_page_of_the_file_keeps_what_was_erased(desk: Desk) -> None:
    desk.save(lambda work: work.people.add(a_person(known_as=SECRET)))
    before = pages(desk)
    with desk.store.writing() as connection:
        for table in ("journal_body", "person_search", "person"):
            connection.exec_driver_sql(f"DELETE FROM {table}")

    assert SECRET.encode() in before
    assert b"CREATE TABLE journal_header" in before
    assert SECRET.encode() not in pages(desk)
