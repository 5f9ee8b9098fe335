from desktop.reports.receipt import receipt_pdf
from tests.unit.desktop.reports.papers import AT, a_receipt
from tests.unit.desktop.reports.reading import open_pdf, pages


def test_a_receipt_is_one_page_with_its_number_and_counts() -> None:
    shown = pages(receipt_pdf(a_receipt(), "Priya Shah", AT))

    assert len(shown) == 1
    for words in (
        "R-0031",
        "What Southend 2 named on 5 September 2026 at 02:14 is now also held by",
        "Sent 1,234 entries",
        "Received 1 entry",
        "Held in all 123,456 entries from 12 workstations",
        "ab12 ab12",
        "0f9e 0f9e",
        "What this proves",
        "Printed 5 September 2026 at 02:14 by Priya Shah",
        "Page 1 of 1",
    ):
        assert words in shown[0]


def test_a_receipt_says_which_entries_of_this_workstation_are_held() -> None:
    shown = pages(receipt_pdf(a_receipt(own_entries=4711), "Priya Shah", AT))

    assert "Entries 1 to 4,711 of Southend 2 are now also held by Essex central store" in shown[0]


def test_the_number_is_the_largest_thing_on_a_receipt() -> None:
    sizes: dict[str, float] = {}

    def note(words: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if words.strip():
            sizes[words.strip()] = size * matrix[3]

    open_pdf(receipt_pdf(a_receipt(), "Priya Shah", AT)).pages[0].extract_text(visitor_text=note)

    assert max(sizes, key=lambda words: sizes[words]) == "R-0031"


def test_long_names_keep_a_receipt_on_one_page() -> None:
    receipt = a_receipt(number="R-" + "9" * 40, workstation="W" * 90, store="S" * 90)

    assert len(pages(receipt_pdf(receipt, "P" * 90, AT))) == 1


def test_the_same_receipt_gives_the_same_bytes() -> None:
    assert receipt_pdf(a_receipt(), "Priya Shah", AT) == receipt_pdf(a_receipt(), "Priya Shah", AT)
