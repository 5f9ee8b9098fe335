"""Words typed into the program are nowhere outside it: not in a file, a log, an argument."""

import base64
import json
import os
import random
import sqlite3
import string
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.vault.unlock import Vault
from tests.faults.scan import Secrets, files_under, forms_of, forms_of_word, hits, hits_in_files

ROOT = Path(__file__).parents[2]
KINDS = (
    "passphrase", "wrong", "family", "given", "alias", "searched", "warning", "number", "outcome",
    "answer", "draft", "handover", "reason", "court", "report", "given_to", "password",
)  # fmt: skip


@dataclass
class Session:
    """A session that ran: its words, where it wrote, what the system saw of it."""

    folder: Path
    words: dict[str, str]
    said: bytes
    seen: bytes
    while_open: dict[str, list[str]]

    @property
    def secrets(self) -> Secrets:
        return {kind: forms_of_word(word) for kind, word in self.words.items()}


def a_word(rng: random.Random) -> str:
    """Return eighteen letters that mean nothing: no file has them by chance."""
    return "".join(rng.choice(string.ascii_lowercase) for _ in range(18))


def seen_of(pid: int) -> bytes:
    """Return what everybody on the machine may see of a process, and its unlinked files."""
    proc = Path("/proc") / str(pid)
    found = (proc / "cmdline").read_bytes() + (proc / "environ").read_bytes()
    for link in (proc / "fd").iterdir():
        if "(deleted)" in os.readlink(link):  # noqa: PTH115 -- the target is no path any more
            found += link.read_bytes()
    return found


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    seed = random.SystemRandom().getrandbits(32)
    print(f"words of seed {seed}")  # noqa: T201 -- shown by pytest only on failure
    rng = random.Random(seed)
    words = {kind: a_word(rng) for kind in KINDS}
    folder = tmp_path_factory.mktemp("canary")
    (folder / "tmp").mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    environment |= dict.fromkeys(("TMPDIR", "SQLITE_TMPDIR"), str(folder / "tmp"))
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.canary_session", str(folder)],
        cwd=ROOT, env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(words).encode() + b"\n")
        process.stdin.flush()
        said = process.stdout.readline()
        secrets = {kind: forms_of_word(word) for kind, word in words.items()}
        seen = seen_of(process.pid) if sys.platform == "linux" and said else b""
        while_open = hits_in_files(secrets, folder)
        output, errors = process.communicate(b"\n", timeout=60)
    assert process.returncode == 0, errors.decode()[-2000:]
    return Session(folder, words, said + output + errors, seen, while_open)


def test_the_session_did_all_it_was_asked_to(session: Session) -> None:
    names = {path.name for path in files_under(session.folder)}

    assert session.said.startswith(b"ready")
    assert {"store.db", "slots.json", "everything.log", "report.pdf"} <= names
    assert session.said.count(b"Traceback") >= 6
    assert session.said.count(b"expected: ") >= 4


def test_no_word_is_in_a_file_while_the_store_is_open_or_after(session: Session) -> None:
    assert session.while_open == {}
    assert hits_in_files(session.secrets, session.folder) == {}


def test_no_word_is_in_what_was_printed_or_logged(session: Session) -> None:
    log = (session.folder / "everything.log").read_bytes()

    assert len(log) > 1000
    assert hits(session.said, session.secrets) == []
    assert hits(log, session.secrets) == []


def test_no_word_is_in_the_arguments_the_environment_or_an_unlinked_file(
    session: Session,
) -> None:
    if not session.seen:
        pytest.skip("the system shows no process files")

    assert b"canary_session" in session.seen
    assert hits(session.seen, session.secrets) == []


def test_no_key_is_in_a_file_a_log_or_an_argument(session: Session) -> None:
    slot = Vault(session.folder / "data").unlock("okafor", session.words["passphrase"]).slot
    keys = {"store key": forms_of(slot.store_key), "signing key": forms_of(slot.signing_key)}

    assert hits_in_files(keys, session.folder) == {}
    assert hits(session.said + session.seen, keys) == []


def test_a_plain_database_would_be_found_out(session: Session, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "plain.db") as plain:
        plain.execute("CREATE TABLE person (name, note)")
        plain.execute("INSERT INTO person VALUES (?, ?)", (session.words["family"], b"x"))
    plain.close()

    (found,) = hits_in_files(session.secrets, tmp_path).values()
    assert {what.split()[0] for what in found} == {"family"}


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", range(3))
def test_a_word_is_found_however_it_is_written(session: Session, coding: str, before: int) -> None:
    raw = session.words["answer"].title().encode(coding)
    ways = [raw, raw.hex().encode(), raw.hex().upper().encode()]
    ways += [base64.b64encode(b"xyz"[:before] + raw + b"after")]

    assert [bool(hits(b"some" + way + b"thing", session.secrets)) for way in ways] == [True] * 4
