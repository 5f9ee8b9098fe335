import random
import unicodedata
from datetime import timedelta
from typing import Any

import pytest

from desktop.domain.court_report import ReportSection, ReportStatus
from desktop.reports.court_report import court_report_pdf
from tests.unit.desktop.reports.papers import (
    AT,
    a_paper,
    a_report,
    a_signature,
    a_signed_report,
)
from tests.unit.desktop.reports.reading import open_pdf, pages, squeezed

LONG = "\n\n".join(["She would be helped by plain questions, one at a time, and by breaks."] * 60)
HARD_NAMES = [
    "GWENŴ, Siân Ŷ",
    "ŁÓDŹ-WIŚNIEWSKA, Żaneta Świętosława",
    "ȘTEFĂNESCU, Țicu Î",
    "ADÉBÁYỌ̀, Ẹ̀kúndayọ̀",
    "ŠIMŮNEK, Ďáša Ňorová",
    "YILMAZ, İğdır Şule",  # noqa: RUF001 -- the Turkish letter
    "O'BRIEN-D’ARCY, Zoë Ñandú Øystein",  # noqa: RUF001 -- a typographic apostrophe
    "ПЕТРЕНКО, Їжак",
]


def test_the_head_names_court_hearing_defendant_and_author() -> None:
    first = pages(court_report_pdf(a_paper(a_signed_report())))[0]

    for words in (
        "Court Basildon Magistrates' Court",
        "Hearing 5 September 2026 at 10:00",
        "Defendant KOWALSKA, Marta",
        "Date of birth 4 March 1991",
        "Case reference 42SN0447126",
        "Report ESX-2026-0042, version 1",
        "Author Priya Shah, Registered mental health nurse",
        "Written 5 September 2026 at 02:14",
        "Essex Liaison and Diversion Service",
    ):
        assert words in first


def test_every_page_says_whose_report_it_is_and_how_far_it_goes() -> None:
    paper = a_paper(a_signed_report(LONG, LONG), copy_number=3, given_to="the defence")

    shown = pages(court_report_pdf(paper))

    assert len(shown) > 3
    for number, page in enumerate(shown, start=1):
        assert "KOWALSKA, Marta · born 4 March 1991" in page
        assert "Basildon Magistrates' Court · ESX-2026-0042 · version 1 · 3fa9 12bc 77d0" in page
        assert "Printed 5 September 2026 at 02:14 by Tunde Okafor" in page
        assert "copy 3 for the defence" in page
        assert f"Page {number} of {len(shown)}" in page


def test_a_draft_is_marked_on_every_page_and_has_no_signature() -> None:
    shown = pages(court_report_pdf(a_paper(a_report(LONG, LONG))))

    assert all(page.count("DRAFT") == 2 for page in shown)
    assert "must not be given to anyone" in shown[0]
    assert "Not signed yet." in shown[-1]
    assert "Signed by" not in " ".join(shown)


def test_a_report_that_only_claims_to_be_signed_is_still_a_draft() -> None:
    shown = pages(court_report_pdf(a_paper(a_report(status=ReportStatus.SIGNED))))

    assert all("DRAFT" in page for page in shown)


def test_a_signed_report_bears_no_mark_and_says_who_signed() -> None:
    shown = " ".join(pages(court_report_pdf(a_paper(a_signed_report(LONG)))))

    assert "DRAFT" not in shown
    assert "SUPERSEDED" not in shown
    assert "Signed by Priya Shah" in shown
    assert "Profession Registered mental health nurse" in shown
    assert "Registration no. 12A3456E" in shown
    assert "Signed 5 September 2026 at 02:14" in shown
    assert "Second signature" not in shown


def test_a_superseded_report_says_so_on_every_page() -> None:
    report = a_signed_report(LONG, LONG, status=ReportStatus.SUPERSEDED)

    shown = pages(court_report_pdf(a_paper(report)))

    assert all(page.count("SUPERSEDED") == 2 for page in shown)


def test_an_author_without_registration_gets_room_for_a_second_signature() -> None:
    report = a_signed_report(signature=a_signature(registration_number=""))

    assert "Second signature" in pages(court_report_pdf(a_paper(report)))[-1]


def test_a_later_version_says_which_it_replaces() -> None:
    shown = pages(court_report_pdf(a_paper(a_signed_report(version=2))))

    assert "version 2 (replaces version 1)" in shown[0]


@pytest.mark.parametrize("name", HARD_NAMES)
def test_every_letter_of_a_name_is_printed(name: str) -> None:
    report = a_signed_report(f"{name} was seen.", defendant_name=name)

    shown = pages(court_report_pdf(a_paper(report)))

    assert shown[0].count(unicodedata.normalize("NFC", name)) >= 3  # head, text and footer
    assert "[U+" not in "".join(shown)


def test_a_letter_without_a_shape_is_named_and_never_lost() -> None:
    shown = pages(court_report_pdf(a_paper(a_signed_report("Known as 陈 at home."))))

    assert "Known as [U+9648] at home." in shown[0]


@pytest.mark.parametrize(
    "hostile",
    [
        "<b>bold</b> & <br/> ]]> &lt; &#65; &amp;",
        "<para>x</para><font size=40>y</font>",
        '<a href="file:///etc/passwd">here</a> <img src="x.png"/>',
        "{name} %s %(x)s \\x41 $(id) (unbalanced ) brackets \\",
        "</document> <!-- gone --> <?pi?> <![CDATA[ gone ]]>",
    ],
)
def test_text_that_looks_like_markup_is_printed_as_it_was_typed(hostile: str) -> None:
    section = ReportSection(title=hostile, text=hostile, order=1)
    report = a_signed_report(sections={"one": section}, defendant_name=hostile, court=hostile)

    shown = " ".join(pages(court_report_pdf(a_paper(report, title=hostile, service=hostile))))

    assert shown.count(squeezed(hostile)) >= 5


def test_direction_and_control_characters_cannot_change_what_is_read() -> None:
    text = "refused\u202e gnihton \u200bsaid\x00\x07 the\u2028end\ud800"

    shown = pages(court_report_pdf(a_paper(a_signed_report(text))))

    assert "refused gnihton said the end\N{REPLACEMENT CHARACTER}" in shown[0]


def test_blank_lines_part_paragraphs_and_dashes_make_a_list() -> None:
    text = "She said:\n- she is tired\n- she is - mostly - well\nThen she slept.\n\nLater she ate."

    shown = pages(court_report_pdf(a_paper(a_signed_report(text))))[0]

    assert (
        "She said: • she is tired • she is - mostly - well Then she slept. Later she ate." in shown
    )


def test_thirty_pages_keep_every_word_in_order() -> None:
    words = [f"word{number}" for number in range(9000)]
    one_paragraph = " ".join(words[:4500])
    many = "\n\n".join(" ".join(words[start : start + 90]) for start in range(4500, 9000, 90))

    shown = pages(court_report_pdf(a_paper(a_signed_report(one_paragraph, many))))

    assert len(shown) > 20
    printed = [word for page in shown for word in page.split() if word.startswith("word")]
    assert printed == words


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for lines in range(1, 40):
        text = "\n".join(["A line."] * lines)
        shown = pages(court_report_pdf(a_paper(a_signed_report(text, "Second part text."))))
        page = next(page for page in shown if "Part 2" in page)
        assert "Second part text." in page, f"alone after {lines} lines"


def test_very_long_names_and_words_stay_on_the_page() -> None:
    name = "FEATHERSTONEHAUGH-" * 12 + "CHOLMONDELEY, " + "Uvuvwevwevwe " * 20
    report = a_signed_report("x" * 4000, defendant_name=name, court="Court of " + "Y" * 300)

    pdf = court_report_pdf(a_paper(report, service="S" * 500, printed_by="P" * 500))

    assert squeezed(name).replace(" ", "") in pages(pdf)[0].replace(" ", "")
    assert "…" in pages(pdf)[0]


def test_an_empty_report_is_still_a_whole_paper() -> None:
    report = a_report(
        court="",
        hearing_at=None,
        defendant_name="",
        defendant_born=None,
        case_reference="",
        sections={"one": ReportSection(title="Health", text="  \n ", order=1)},
    )

    shown = pages(court_report_pdf(a_paper(report, content_sha256="", author="")))[0]

    assert "Health Nothing is written here." in shown
    assert "None" not in shown
    assert "?" not in shown


def test_the_limits_are_always_said_and_only_once() -> None:
    own = ReportSection(title="Limits", text="Seen for ten minutes only.", order=9)

    without = pages(court_report_pdf(a_paper(a_report())))[0]
    with_own = pages(court_report_pdf(a_paper(a_report(sections={"limits": own}))))[0]

    assert "not a psychiatric report" in without
    assert "Seen for ten minutes only." in with_own
    assert "not a psychiatric report" not in with_own
    assert "may be read out in public" in without
    assert "may be read out in public" in with_own


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = a_paper(a_signed_report(LONG, "Łódź"))

    first = court_report_pdf(paper)
    court_report_pdf(a_paper(a_report("Another one between, with ŵ.")))

    assert court_report_pdf(paper) == first
    assert court_report_pdf(a_paper(a_signed_report(LONG, "Łódź."))) != first


def test_the_file_names_the_report_and_nobody() -> None:
    pdf = open_pdf(court_report_pdf(a_paper(a_signed_report(), printed_at=AT)))

    assert pdf.metadata is not None
    properties = " ".join(str(value) for value in pdf.metadata.values())
    assert pdf.metadata.title == "ESX-2026-0042"
    assert "KOWALSKA" not in properties
    assert "Shah" not in properties
    assert pdf.metadata.creation_date is not None
    assert abs(pdf.metadata.creation_date - AT) < timedelta(seconds=1)


def test_a_screen_reader_is_told_language_headings_and_lists() -> None:
    pdf = open_pdf(court_report_pdf(a_paper(a_signed_report("One\n- two\n- three", LONG))))

    root: Any = pdf.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    tags = [node["/S"] for node in _elements(root["/StructTreeRoot"]["/K"][0])]
    assert tags[0] == "/Document"
    assert tags.count("/H1") == 1
    assert tags.count("/LI") == tags.count("/LBody") == 2
    assert tags.count("/H2") >= 4


def test_every_font_is_in_the_file() -> None:
    pdf = open_pdf(court_report_pdf(a_paper(a_report("Ŵ"))))

    fonts = pdf.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_nothing_that_can_be_typed_stops_a_report(rng: random.Random) -> None:
    odd = ["\n", "\n\n", "- ", "<", "&", "\u0301", "\u200f", "\ud800", "😀", "ש", "e\u0323\u0301"]
    pool = [*map(chr, range(0x250)), *odd * 9]
    for _ in range(30):
        text = "".join(rng.choices(pool, k=rng.randrange(1, 400)))
        section = ReportSection(title=text[:80], text=text, order=1)
        report = a_report(sections={"one": section}, defendant_name=text[:60], court=text[:60])

        assert court_report_pdf(a_paper(report)).startswith(b"%PDF")


def _elements(node: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    resolved = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(resolved, dict) and "/S" in resolved:
        found.append(resolved)
        for child in resolved.get("/K", []):
            found += _elements(child)
    return found
