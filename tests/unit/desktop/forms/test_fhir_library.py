"""What leaves, read by a FHIR library that others wrote, and read back by ourselves.

The library (fhir.resources, R4B) is a second opinion: what it does differently stands here as data.
"""

import json
import random
import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from desktop.forms import Filling, Questionnaire, read_response, response_json, written_response
from tests.unit.desktop.forms.random_answers import (
    MOST_FORMS,
    PUBLISHED,
    SHIPPED,
    answered,
    filling_of,
    some_forms,
)
from tests.unit.desktop.forms.times import NOON

# What the library writes otherwise than it read, and means the same: decimals pass through a
# float, so trailing noughts and digits beyond a float's go; an offset of nought becomes Z; a
# fraction of a second is filled up to six digits.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def as_library_writes(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: as_library_writes(each) for name, each in content.items()}
    if isinstance(content, list):
        return [as_library_writes(each) for each in content]
    if isinstance(content, Decimal | float):
        return float(content)
    if isinstance(content, str) and _MOMENT.fullmatch(content):
        return datetime.fromisoformat(content)
    return content


def read(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def exported(filling: Filling) -> str:
    return response_json(
        written_response(
            filling.questionnaire,
            filling.tree,
            status="in-progress",
            authored=NOON,
            subject="urn:uuid:0d6c4b6e-5d4c-4b1c-9a43-64d2ea4a4f0e",
            author="urn:uuid:6f2f2c9a-8a44-4e71-a8ab-2a3a8d1c0f11",
        )
    )


def forms(rng: random.Random) -> Iterator[Questionnaire]:
    yield from some_forms(rng, SHIPPED, len(SHIPPED))
    yield from some_forms(rng, PUBLISHED, MOST_FORMS)


def test_every_export_is_accepted_and_comes_back_whole(rng: random.Random) -> None:
    for form in forms(rng):
        text = exported(answered(form, rng))

        again = QuestionnaireResponse.model_validate_json(text).model_dump_json()

        assert as_library_writes(read(again)) == as_library_writes(read(text)), form.canonical


def test_every_export_is_read_back_and_leaves_the_same_again(rng: random.Random) -> None:
    for form in forms(rng):
        text = exported(answered(form, rng))

        back = read_response(form, read(text))
        again = exported(filling_of(form, dict(back.answers), is_reopened=True))

        assert back.left_over == (), form.canonical
        assert read(again) == read(text), form.canonical
        assert again == text, form.canonical


def test_what_the_library_refuses_is_noticed() -> None:
    with pytest.raises(ValueError, match="status"):
        QuestionnaireResponse.model_validate_json('{"resourceType":"QuestionnaireResponse"}')


def test_a_lost_extension_would_be_noticed(rng: random.Random) -> None:
    written = {"linkId": "a", "extension": [{"url": "http://x", "valueCode": "asked-declined"}]}

    assert as_library_writes(written) != as_library_writes({"linkId": "a"})
