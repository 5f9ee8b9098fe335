import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum, StrEnum

from desktop import domain
from desktop.domain.detention import CallReason
from desktop.domain.person import MarkerKind
from desktop.domain.screen import Absent
from desktop.wording import terms
from desktop.wording.terms import counted, kind, match_reason, term


def values_of_the_domain() -> Iterator[Enum]:
    for found in pkgutil.iter_modules(domain.__path__):
        module = importlib.import_module(f"desktop.domain.{found.name}")
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, Enum) and len(thing) > 0:
                yield from thing


def has_words(value: Enum) -> bool:
    return value in terms._TERMS.get(type(value), {})


def test_every_value_of_the_domain_has_words() -> None:
    values = list(values_of_the_domain())

    assert len(values) > 80
    assert [repr(value) for value in values if not has_words(value)] == []


def test_a_value_without_words_is_noticed_and_still_readable() -> None:
    class Sort(StrEnum):
        BRAND_NEW = "brand_new"

    assert not has_words(Sort.BRAND_NEW)
    assert term(Sort.BRAND_NEW) == "Brand new"


def test_values_with_the_same_code_keep_their_own_words() -> None:
    assert term(CallReason.PREGNANCY) == "Pregnancy"
    assert term(CallReason.WITHDRAWAL) == term(MarkerKind.WITHDRAWAL)
    assert term(MarkerKind.CHILD) == "Under 18"


def test_why_there_is_no_answer_is_never_worded_as_no() -> None:
    assert [term(reason) for reason in Absent] == [
        "Declined to answer",
        "Unable to answer",
        "Not asked",
        "Not known",
    ]


def test_records_are_counted_in_words() -> None:
    assert counted("person", 1) == "1 person"
    assert counted("person", 7) == "7 people"
    assert counted("hcp_call", 2) == "2 calls for a practitioner"
    assert counted("something_new", 2) == "2 other records"
    assert kind("detention", many=True) == "Detentions"


def test_a_match_says_why() -> None:
    assert match_reason("match.nhs_number") == "same NHS number"
    assert match_reason("match.not_written_yet") == "other details are alike"
