"""House rules that the linter cannot say. Each has a sentence, and a line that must break it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("desktop", "ui", "sync", "resources", "tests")
MOST_LINES, MOST_TEST_LINES, MOST_FUNCTION_LINES, MOST_OPENING_LINES = 300, 400, 30, 8

# Longer, and better left whole: each with its reason. A new name here is argued for.
LONG_MODULES = {
    "desktop/wording/error_sentences.py": "a table of sentences",
    "tests/unit/desktop/services/test_court_reports.py": "one report, from draft to copy",
    "tests/unit/desktop/services/test_screening.py": "one screen, from its start to its end",
    "tests/unit/ui/court_report/test_court_report_page.py": "one page, from writing to giving out",
    "tests/unit/ui/person/test_person_page.py": "one page, all that a person's record shows",
}
LONG_FUNCTIONS = {
    "tests/stories/test_two_workstations.py: a_night_at_one_desk_is_seen_at_the_other": "a story",
    "desktop/demo/night.py: _stays": "one night, put together in the order it happens",
    "desktop/forms/item_reader.py: _item": "one field of an item to a line",
    "desktop/reports/story.py: _style": "a table of type sizes",
    "desktop/services/court_reports.py: __call__": "one field of a new report to a line",
    "desktop/storage/migrations/versions/0001_journal.py: upgrade": "a schema as it was then",
    "tests/builders/screens.py: a_questionnaire": "a table of questions",
    "tests/central/test_command.py: test_a_service_from_setting_up_to_a_receipt": "a story",
    "tests/unit/desktop/forms/test_load.py: test_limits_and_marks_are_read": "a table",
    "tests/unit/desktop/forms/test_translations.py: _form": "one form, written out",
    "tests/unit/ui/screening/rich_form.py: a_rich_form": "one form, written out",
    "tests/unit/ui/screening/test_screen_page.py: "
    "test_a_whole_screen_is_answered_without_a_mouse": "a story",
    "ui/pages.py: make_page": "one branch to a place",
    "ui/person/conflict_words.py: _facts": "a table of words",
    "ui/unlock/view.py: _lay_out": "one window from top to bottom",
}
# Rooms whose `__init__` does more than say its sentence.
FURNISHED_DOORS = {
    "desktop/forms/__init__.py": "the engine's public face",
    "desktop/forms/fhirpath/__init__.py": "what stands alone is asked through one door",
    "desktop/forms/instruments/__init__.py": "what the engine asks of instruments",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`pattern` must stand nowhere in `places` (a pattern of paths), except in `apart_from`."""

    sentence: str
    pattern: str
    places: str
    broken_by: str
    apart_from: str = r"(?!)"

    def findings(self, path: str, text: str) -> Iterator[str]:
        if not re.match(self.places, path) or re.match(self.apart_from, path):
            return
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(self.pattern, line):
                yield f"{path}:{number}: {line.strip()}"


RULES = (
    Rule(
        sentence="Nothing sleeps: a window or a test waits for an event.",
        pattern=r"\bsleep\(",
        places=r"ui/|tests/",
        broken_by="    time.sleep(0.1)",
    ),
    Rule(
        sentence="Only the task runner knows threads.",
        pattern=r"\bthreading\.Thread\(|\bimport Thread\b|\bQThread\b|\bQThreadPool\b",
        places=r"ui/",
        apart_from=r"ui/background/",
        broken_by="    threading.Thread(target=work).start()",
    ),
    Rule(
        sentence="A dialog is opened, never executed: no nested event loop, no processEvents.",
        pattern=r"\.exec\(|\bexec_\(|\bprocessEvents\(|\bQEventLoop\b",
        places=r"ui/",
        broken_by="        dialog.exec()",
    ),
    Rule(
        sentence="Only command lines print.",
        pattern=r"(?<![\w.])print\(",
        places=r"desktop/|ui/|sync/",
        apart_from=r"desktop/(cli|bench|demo)/|desktop/__main__\.py|sync/central/__main__\.py"
        r"|sync/central/commands\.py",
        broken_by='    print("done")',
    ),
    Rule(
        sentence="Qt stays in the windows and in what opens them.",
        pattern=r"^\s*(from|import) (PySide6|shiboken6)\b",
        places=r"desktop/|sync/|resources/",
        apart_from=r"desktop/launch\.py|desktop/demo/|desktop/bench/",
        broken_by="from PySide6.QtCore import QObject",
    ),
    Rule(
        sentence="What is expected to fail says why.",
        pattern=r"mark\.xfail(?!\(.*reason=)",
        places=r"tests/",
        broken_by="@pytest.mark.xfail",
    ),
    Rule(
        sentence="No path of somebody's own computer.",
        pattern=r"[\"'(\s](/home/\w|/Users/\w|/root/|/work/|[A-Z]:\\\\Users)",
        places=r"",
        broken_by='FOLDER = "/home/someone/store"',
    ),
    Rule(
        sentence="What is left to do has a link to where it is kept.",
        pattern=r"\b(TODO|FIXME|XXX)\b(?!.*https?://)",
        places=r"",
        broken_by="# TODO: mend this",
    ),
    Rule(
        sentence="A wrong value is described, never called invalid.",
        pattern=r"""_\(\s*f?["'].*\b[Ii]nvalid\b""",
        places=r"ui/|desktop/wording/",
        broken_by='        _("Invalid date")',
    ),
)


def _python_files() -> dict[str, str]:
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if path != Path(__file__).resolve():
                found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
    return found


FILES = _python_files()
TREES = {path: ast.parse(text) for path, text in FILES.items()}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.sentence)
def test_the_source_keeps_the_rule(rule: Rule) -> None:
    found = [line for path, text in FILES.items() for line in rule.findings(path, text)]

    assert not found, "\n".join([rule.sentence, *found])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.sentence)
def test_the_rule_notices_what_breaks_it(rule: Rule) -> None:
    places = (f"{room}/somewhere.py" for room in ROOMS)
    place = next(place for place in places if re.match(rule.places, place))

    assert list(rule.findings(place, rule.broken_by))


NAMELESS = re.compile(r"(^|[/_])(utils?|helpers?|common|misc|managers?)(\.py$|/|_)")


def test_no_module_is_named_for_having_no_home() -> None:
    assert not [path for path in FILES if NAMELESS.search(path)]


@pytest.mark.parametrize("path", ["ui/utils.py", "desktop/common/names.py", "ui/page_manager.py"])
def test_a_module_without_a_home_is_noticed(path: str) -> None:
    assert NAMELESS.search(path)


def _too_long(path: str, text: str) -> bool:
    most = MOST_TEST_LINES if path.startswith("tests/") else MOST_LINES
    return len(text.splitlines()) > most


def test_a_module_fits_one_subject() -> None:
    found = {path for path, text in FILES.items() if _too_long(path, text)} - LONG_MODULES.keys()

    assert not found, f"split them, or argue for them in LONG_MODULES: {sorted(found)}"


def test_a_module_that_is_too_long_is_noticed() -> None:
    assert _too_long("ui/somewhere.py", "pass\n" * (MOST_LINES + 1))
    assert not _too_long("tests/unit/test_somewhere.py", "pass\n" * (MOST_LINES + 1))


def _long_functions(path: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = _lines_of(node)
            if lines > MOST_FUNCTION_LINES:
                yield f"{path}: {node.name}"


def _lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the body: a long signature of keywords is no long thought."""
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = first.end_lineno if is_docstring else first.lineno - 1
    return (node.end_lineno or 0) - (start or 0)


def test_a_function_can_be_read_without_scrolling() -> None:
    long = {line for path, tree in TREES.items() for line in _long_functions(path, tree)}
    found = sorted(long - LONG_FUNCTIONS.keys())

    assert not found, f"split them, or argue for them in LONG_FUNCTIONS: {found}"


def test_what_is_excused_still_exists() -> None:
    """An excuse outlives its reason easily."""
    excused = {*LONG_MODULES, *FURNISHED_DOORS, *(line.split(": ")[0] for line in LONG_FUNCTIONS)}

    assert excused <= FILES.keys()


def test_a_long_function_is_noticed() -> None:
    body = "    pass\n" * (MOST_FUNCTION_LINES + 1)

    assert list(_long_functions("ui/somewhere.py", ast.parse(f"def long():\n{body}")))


def _poor_openings(path: str, tree: ast.Module) -> Iterator[str]:
    said = (ast.get_docstring(tree) or "").strip()
    if not said:
        yield f"{path}: says nothing of what lives here"
    elif len(said.splitlines()) > MOST_OPENING_LINES:
        yield f"{path}: needs one to three lines, not {len(said.splitlines())}"


def _rooms() -> dict[str, ast.Module]:
    return {
        path: tree
        for path, tree in TREES.items()
        if path.endswith("/__init__.py") and not path.startswith("tests/")
    }


def test_every_room_says_what_lives_there() -> None:
    found = [line for path, tree in _rooms().items() for line in _poor_openings(path, tree)]

    assert not found, "\n".join(found)


def test_every_module_opens_with_what_it_is_for() -> None:
    """In tests the name of the file says it, and each test is a sentence."""
    trees = {path: tree for path, tree in TREES.items() if not path.startswith("tests/")}
    found = [line for path, tree in trees.items() for line in _poor_openings(path, tree)]

    assert not found, "\n".join(found)


def test_a_room_that_says_nothing_is_noticed() -> None:
    assert list(_poor_openings("ui/somewhere/__init__.py", ast.parse("X = 1")))


def test_no_room_is_only_a_facade() -> None:
    """A room's `__init__` holds a sentence; what it holds is asked for where it lives."""
    found = {path for path, tree in _rooms().items() if len(tree.body) > 1}

    assert not found - FURNISHED_DOORS.keys()


ACTIVE_IN_SVG = re.compile(
    r"<script|\bon\w+\s*=|javascript:|<foreignObject|(href|src)\s*=\s*[\"']?(https?:|//|data:text)",
    re.IGNORECASE,
)
IN_PNG_AFTER_ITS_END = b"IEND"


def _icons(kind: str) -> list[Path]:
    return sorted((ROOT / "resources").rglob(f"*.{kind}"))


def test_icons_draw_and_do_nothing_else() -> None:
    svgs = _icons("svg")
    found = [path.name for path in svgs if ACTIVE_IN_SVG.search(path.read_text(encoding="utf-8"))]

    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "<svg><script>alert(1)</script></svg>",
        '<svg onload="x()"/>',
        '<svg><image href="https://elsewhere.example/a.png"/></svg>',
    ],
)
def test_an_icon_that_does_more_is_noticed(text: str) -> None:
    assert ACTIVE_IN_SVG.search(text)


def _what_follows_the_picture(png: bytes) -> bytes:
    _picture, _end, rest = png.partition(IN_PNG_AFTER_ITS_END)
    return rest[4:]  # Four bytes of checksum belong to the end.


def test_pictures_carry_nothing_behind_their_end() -> None:
    found = [path.name for path in _icons("png") if _what_follows_the_picture(path.read_bytes())]

    assert not found


def test_something_behind_a_picture_is_noticed() -> None:
    assert _what_follows_the_picture(b"\x89PNG...IEND\xaeB`\x82<script>")
