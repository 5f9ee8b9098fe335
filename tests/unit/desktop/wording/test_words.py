import io
import subprocess
import sys
from collections.abc import Iterator
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from desktop.wording import words
from desktop.wording.words import current_language, plural, text, use_language


@pytest.fixture
def in_welsh() -> Iterator[None]:
    catalogue = Catalog(locale="cy_GB")
    catalogue.add("Saved on this computer", "Wedi'i gadw ar y cyfrifiadur hwn")
    catalogue.add("Sent by {name}", "Anfonwyd gan {nam}")
    catalogue.add(
        ("{count} screen", "{count} screens"),
        ("{count} sgrin", "{count} sgrin", "{count} sgrin", "{count} sgrin", "{count} sgrin"),
    )
    file = io.BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    words._Choice.catalogue, words._Choice.language = GNUTranslations(file), "cy_GB"
    yield
    use_language("en_GB")


def test_a_sentence_is_shown_in_english_with_its_blanks_filled() -> None:
    assert text("Sent by {name}", name="P. {Shah}") == "Sent by P. {Shah}"


def test_a_sentence_without_values_keeps_its_braces() -> None:
    assert text("{as typed}") == "{as typed}"


def test_one_and_several_are_worded_apart() -> None:
    assert plural("{count} screen", "{count} screens", 1) == "1 screen"
    assert plural("{count} screen", "{count} screens", 0) == "0 screens"


@pytest.mark.usefixtures("in_welsh")
def test_a_translated_sentence_is_shown_translated_and_the_rest_in_english() -> None:
    assert text("Saved on this computer") == "Wedi'i gadw ar y cyfrifiadur hwn"
    assert plural("{count} screen", "{count} screens", 3) == "3 sgrin"
    assert text("Not translated yet") == "Not translated yet"


@pytest.mark.usefixtures("in_welsh")
def test_a_mistake_in_a_translation_shows_the_english_sentence(
    logged_warnings: pytest.LogCaptureFixture,
) -> None:
    assert text("Sent by {name}", name="P. Shah") == "Sent by P. Shah"
    assert logged_warnings.records
    assert "P. Shah" not in logged_warnings.text


def test_a_language_that_nobody_translated_falls_back_to_english() -> None:
    assert use_language("xx_XX") == "en_GB"
    assert current_language() == "en_GB"
    assert text("Saved on this computer") == "Saved on this computer"


def test_english_words_load_no_catalogue_reader() -> None:
    code = (
        "import sys, desktop.wording.words, desktop.wording.errors; print('gettext' in sys.modules)"
    )

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "False"
