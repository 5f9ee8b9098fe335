"""A form is shown in another of its languages, and its answers stay those of the form."""

from typing import Any

import pytest

from desktop.forms import load
from desktop.forms.model import Questionnaire
from desktop.forms.translations import translated
from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    SYSTEM,
    Node,
    a_form,
    extension,
    form_bytes,
    group,
    question,
)


def words_in(**languages: str) -> Node:
    """Write the translations beside a text: `words_in(cy="Ie", pl_PL="Tak")`."""
    return {
        "extension": [
            {
                "url": EXTENSIONS + "translation",
                "extension": [
                    extension("lang", valueCode=language.replace("_", "-")),
                    extension("content", valueString=words),
                ],
            }
            for language, words in languages.items()
        ]
    }


HELP = {"coding": [{"code": "help"}]}


@pytest.fixture(name="form")
def _form() -> Questionnaire:
    options: list[dict[str, Any]] = [
        {
            "valueCoding": {
                "system": SYSTEM,
                "code": "y",
                "display": "Yes",
                "_display": words_in(cy="Ydw", pl_PL="Tak"),
            }
        },
        {"valueString": "Sometimes", "_valueString": words_in(cy="Weithiau")},
        {"valueCoding": {"system": SYSTEM, "code": "n", "display": "No"}},
    ]
    hint = question(
        "q.hint",
        "display",
        text="Ask twice",
        _text=words_in(cy="Gofynnwch ddwywaith"),
        extension=[extension(EXTENSIONS + "questionnaire-itemControl", valueCodeableConcept=HELP)],
    )
    return a_form(
        group(
            "g",
            question(
                "q",
                "choice",
                text="Do you drink?",
                _text=words_in(cy="Ydych chi'n yfed?", pl_PL="Czy pijesz?"),
                answerOption=options,
                item=[hint],
            ),
            question("r", "choice", answerValueSet="#vs"),
        ),
        _title=words_in(cy="Holiadur"),
        contained=[
            {
                "resourceType": "ValueSet",
                "id": "vs",
                "compose": {
                    "include": [
                        {
                            "system": SYSTEM,
                            "concept": [
                                {
                                    "code": "a",
                                    "display": "Never",
                                    "designation": [{"language": "cy", "value": "Byth"}],
                                }
                            ],
                        }
                    ]
                },
            }
        ],
    )


def test_question_hint_choices_and_title_are_in_the_other_language(form: Questionnaire) -> None:
    welsh = translated(form, "cy")

    item = welsh.items["q"]
    assert (welsh.title, item.text, item.hint) == (
        "Holiadur",
        "Ydych chi'n yfed?",
        "Gofynnwch ddwywaith",
    )
    assert [option.label for option in item.options] == ["Ydw", "Weithiau", "No"]
    assert [option.label for option in welsh.items["r"].options] == ["Byth"]


def test_the_answers_stay_those_of_the_form(form: Questionnaire) -> None:
    welsh = translated(form, "cy")

    assert welsh == form
    assert welsh.canonical == form.canonical
    for link_id, item in form.items.items():
        values = [option.value for option in welsh.items[link_id].options]
        assert values == [option.value for option in item.options]
    assert [section.link_id for section in welsh.sections] == ["g"]
    assert welsh.items["q"] is welsh.sections[0].children[0]


def test_what_has_no_translation_stays_as_it_is(form: Questionnaire) -> None:
    polish = translated(form, "pl")

    assert polish.title == "A form"
    assert polish.items["q"].text == "Czy pijesz?"
    assert polish.items["q"].hint == "Ask twice"
    assert [option.label for option in polish.items["q"].options] == ["Tak", "Sometimes", "No"]


def test_the_form_says_which_languages_it_holds(form: Questionnaire) -> None:
    assert form.languages == ("cy", "pl-pl")
    assert load(form_bytes(question("q"))).languages == ()


def test_an_unknown_language_changes_nothing(form: Questionnaire) -> None:
    assert [item.text for item in translated(form, "fr").items.values()] == [
        item.text for item in form.items.values()
    ]
