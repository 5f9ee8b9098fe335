"""The demonstration without a window: a whole shift that ends well and leaves nothing behind."""

import os
import re
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.unit.desktop.cli.command import environment

PAGES = (
    "unlock", "board", "people", "add-person", "person", "book-in", "log-call", "custody-list",
    "screen", "check-answers", "import-a-screen", "court-reports", "court-report",
    "screen-to-print", "shift-end", "observations", "to-decide", "met-twice",
)  # fmt: skip
_LONGEST_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Shown:
    code: int
    transcript: str
    noise: str
    output: Path
    left_running: tuple[int, ...]
    left_behind: tuple[str, ...]


def in_session(session: int) -> tuple[int, ...]:
    """Return the processes that still belong to a session, zombies aside."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return tuple(found)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    folder = tmp_path_factory.mktemp("demo")
    temporary = folder / "tmp"
    temporary.mkdir()
    command = [sys.executable, "-m", "desktop", "demo", "--headless", "--detentions", "12"]
    process = subprocess.Popen(
        [*command, "--output", str(folder / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(folder, TMPDIR=str(temporary)),
        start_new_session=True,
    )
    transcript, noise = process.communicate(timeout=_LONGEST_SECONDS)
    return Shown(
        code=process.returncode,
        transcript=transcript,
        noise=noise,
        output=folder / "out",
        left_running=in_session(process.pid),
        left_behind=tuple(sorted(path.name for path in temporary.iterdir())),
    )


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_it_ends_well_and_says_so(shown: Shown) -> None:
    assert shown.code == 0, shown.noise
    assert shown.noise == ""
    assert "\n    the same\n" in shown.transcript
    assert "NOT THE SAME" not in shown.transcript
    assert "FAULT" not in shown.transcript
    assert str(shown.output) in shown.transcript


def test_a_transcript_has_numbered_steps_with_the_time_they_took(shown: Shown) -> None:
    steps = re.findall(r"^ ?(\d+)\. .+  \[(\d+\.\d) s\]$", shown.transcript, re.MULTILINE)

    assert [int(number) for number, _ in steps] == list(range(1, len(steps) + 1))
    assert len(steps) >= 10
    seconds = [float(at) for _, at in steps]
    assert seconds == sorted(seconds)


def test_the_transcript_speaks_to_people(shown: Shown) -> None:
    for ours in ("None", "{", "}", "_", "Traceback", "datetime", "Enum"):
        assert ours not in shown.transcript.replace(str(shown.output), ""), ours
    assert "seed 20260906" in shown.transcript
    assert "passphrase" in shown.transcript
    for step in (
        "review overdue", "NEWS2 4, low: not a diagnosis", "NEWS2 again at",
        "handed over to", "finished at", "signed, version 1",
    ):  # fmt: skip
        assert step in shown.transcript


def test_what_the_nurse_was_told_is_known_at_the_other_desk(shown: Shown) -> None:
    known = re.search(r"(\d+) answers are known already, told to Priya Shah", shown.transcript)

    assert known is not None
    assert int(known[1]) > 30
    assert re.search(r"\d+ asked, \d+ known and confirmed", shown.transcript)


def test_it_leaves_no_process_and_no_file_but_those_it_names(shown: Shown) -> None:
    assert shown.left_running == ()
    assert shown.left_behind == ()


def test_a_process_that_was_left_would_be_found() -> None:
    child = subprocess.Popen(["sleep", "30"], start_new_session=True)
    try:
        assert in_session(child.pid) == (child.pid,)
    finally:
        child.kill()
        child.wait()
    assert in_session(os.getpid()) in ((), (os.getpid(),))


def test_every_page_has_its_picture(shown: Shown) -> None:
    pictures = sorted(path.name for path in shown.output.glob("*.png"))

    assert [re.sub(r"^\d\d-|\.png$", "", name) for name in pictures] == list(PAGES)
    for name in pictures:
        raw = (shown.output / name).read_bytes()
        assert raw.startswith(b"\x89PNG")
        assert struct.unpack(">II", raw[16:24]) == (1280, 800), name
        assert len(raw) > 10_000, f"{name} is nearly blank"


def test_the_court_report_is_a_signed_one_about_one_person(shown: Shown) -> None:
    text = text_of(shown.output / "court-report.pdf")

    for expected in (
        "MARSH, Kelly (Ms)",
        "4 March 1991",
        "Southend Magistrates' Court",
        "Signed by Joseph Okafor",
        "She reports a diagnosis of: emotionally unstable personality disorder",
        "This was confirmed by: Summary Care Record.",
        "It is not a diagnosis and not a psychiatric report",
        "Page 1 of",
    ):
        assert expected in text, expected
    assert text.startswith("Essex custody health (demonstration) Short report")
    for never in ("DRAFT", "None", "{", "[", "..", "criminal damage", "admitted", "PHQ", "he says"):
        assert never.casefold() not in re.sub(r"\bshe says\b", "", text.casefold()), never


def test_the_shift_receipt_is_the_last_one_of_the_shift(shown: Shown) -> None:
    numbers = re.findall(r"receipt (R-\d{6})", shown.transcript)
    text = text_of(shown.output / "shift-receipt.pdf")

    assert numbers == sorted(numbers)
    assert "Southend 1" in text
    assert any(number in text for number in numbers)
    assert "Joseph Okafor" in text
