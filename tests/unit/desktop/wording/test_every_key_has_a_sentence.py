import ast
import re
from collections.abc import Iterator
from pathlib import Path

from desktop.wording import terms
from desktop.wording.errors import has_sentence

ROOT = Path(__file__).parents[4]
KEY = re.compile(r"(error|form|field|check|match)\.[a-z][a-z_]*")
FILE_ENDINGS = (".json", ".csv", ".py", ".pdf", ".txt", ".html", ".svg", ".xml", ".sql", ".log")


def keys_in(source: str) -> Iterator[str]:
    """Every message key that is written out in the source, wherever it stands."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if KEY.fullmatch(node.value) and not node.value.endswith(FILE_ENDINGS):
            yield node.value


def wordless(source: str) -> list[str]:
    return [
        key for key in keys_in(source) if not has_sentence(key) and key not in terms._MATCH_REASONS
    ]


def test_every_message_key_in_the_program_has_a_sentence() -> None:
    missing = {
        f"{path.relative_to(ROOT)}: {key}"
        for room in ("desktop", "sync", "ui")
        for path in (ROOT / room).rglob("*.py")
        for key in wordless(path.read_text(encoding="utf-8"))
    }

    assert sorted(missing) == []


def test_every_message_key_in_the_data_has_a_sentence() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "resources").rglob("*.json")]
    keys = {key for text in texts for key in re.findall(r'"message_key":\s*"([^"]+)"', text)}

    assert "check.third_party" in keys
    assert sorted(key for key in keys if not has_sentence(key)) == []


def test_a_key_without_a_sentence_is_found_wherever_it_is_written() -> None:
    source = """
class OddError(ExpectedError):
    message_key = "error.nobody_wrote_this"
problems = {"cell": "field.odd", "file": "form.json", "known": "error.not_found"}
"""

    assert wordless(source) == ["error.nobody_wrote_this", "field.odd"]
