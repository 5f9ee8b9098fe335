"""What an invented person tells a nurse: the health assessment and the observations of tonight."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from desktop.demo.interview import answer_of
from desktop.domain.screen import Answer
from desktop.forms import Questionnaire, key_of

_FURTHER = "/"


@cache
def _told() -> Mapping[str, Mapping[str, Any]]:
    path = files("resources") / "demo" / "assessment.json"
    told: Mapping[str, Mapping[str, Any]] = json.loads(path.read_text("utf-8"))
    return told


def told_tonight(form: Questionnaire, now: datetime) -> dict[str, Answer]:
    """Return the answers to one of the forms told of, by place. KeyError for another form."""
    name = form.canonical.partition("|")[0].rpartition("/")[2]
    answers = {}
    for place, meant in _told()[name].items():
        link_id, _, occurrence = place.partition(_FURTHER)
        key = key_of(link_id, (occurrence,))
        answers[key] = answer_of(form.items[link_id], meant, now)
    return answers
