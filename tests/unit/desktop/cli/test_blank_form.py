"""`screens print-blank`: a form on paper without a store, a window or a passphrase."""

import json
from pathlib import Path

from tests.unit.desktop.cli.command import inside
from tests.unit.desktop.forms.form_builder import form_bytes, question
from tests.unit.desktop.reports.reading import pages


def test_a_form_becomes_a_pdf_to_fill_in(tmp_path: Path) -> None:
    (tmp_path / "form.json").write_bytes(form_bytes(question("q", text="Is she hurt?")))
    out = tmp_path / "form.pdf"

    ended = inside(
        "desktop", "screens", "print-blank", tmp_path / "form.json", "--output", out, "--json"
    )

    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out)["bytes"] == out.stat().st_size
    assert "Is she hurt?" in " ".join(pages(out.read_bytes()))


def test_what_is_no_form_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "form.json").write_text("{}")

    ended = inside(
        "desktop", "screens", "print-blank", tmp_path / "form.json", "--output", tmp_path / "x.pdf"
    )

    assert ended.code == 1
    assert ended.is_one_line_of_help()
    assert not (tmp_path / "x.pdf").exists()


def test_a_folder_that_takes_no_file_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "form.json").write_bytes(form_bytes(question("q")))
    nowhere = tmp_path / "missing" / "form.pdf"

    ended = inside("desktop", "screens", "print-blank", tmp_path / "form.json", "--output", nowhere)

    assert ended.code == 1
    assert ended.is_one_line_of_help()
