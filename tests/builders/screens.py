"""Ready-made screens, consents and a form small enough to read at a glance."""

import hashlib
from dataclasses import replace
from typing import Any

from desktop.domain.identity import ConsentId, FormId, ScreenId
from desktop.domain.screen import (
    Answer,
    Coding,
    Consent,
    ConsentScope,
    ConsentStatus,
    Form,
    Screen,
)
from desktop.forms import Item, ItemType, Option, Questionnaire
from desktop.services.values import OpenScreen
from tests.builders.custody import STAY, SUITE
from tests.builders.moments import minutes_ago, numbered
from tests.builders.people import KELLY
from tests.builders.staff import OKAFOR, SHAH

CANONICAL = "https://forms.example/health|1"
RAW = b'{"resourceType": "Questionnaire"}'


def a_questionnaire(**changes: Any) -> Questionnaire:
    """Return a form of two sections: a choice with a text, and a yes or no."""
    yes, no = Coding(code="yes", display="Yes"), Coding(code="no", display="No")
    options = tuple(Option(value=value, label=value.display) for value in (yes, no))
    health = Item(
        link_id="health",
        text="Physical health",
        type=ItemType.GROUP,
        children=(
            Item(
                link_id="health.injury",
                text="Is she injured?",
                type=ItemType.CHOICE,
                options=options,
                required=True,
                parent="health",
            ),
            Item(
                link_id="health.notes",
                text="What was seen",
                type=ItemType.TEXT,
                parent="health",
            ),
        ),
    )
    alcohol = Item(
        link_id="alcohol",
        text="Alcohol and drugs",
        type=ItemType.GROUP,
        children=(
            Item(
                link_id="alcohol.today",
                text="Has she drunk alcohol today?",
                type=ItemType.BOOLEAN,
                parent="alcohol",
            ),
        ),
    )
    sections = (health, alcohol)
    questionnaire = Questionnaire(
        canonical=CANONICAL,
        title="Health screen",
        sha256=hashlib.sha256(RAW).hexdigest(),
        raw=RAW,
        sections=sections,
        items={item.link_id: item for section in sections for item in section.walk()},
    )
    return replace(questionnaire, **changes)


def an_answer(*values: Any, **changes: Any) -> Answer:
    answer = Answer(values=values, answered_at=minutes_ago(20), answered_by=OKAFOR)
    return replace(answer, **changes)


def a_screen(**changes: Any) -> Screen:
    screen = Screen(
        id=ScreenId(numbered(601)),
        person_id=KELLY,
        detention_id=STAY,
        suite=SUITE,
        questionnaire=CANONICAL,
        questionnaire_sha256=hashlib.sha256(RAW).hexdigest(),
        title="Health screen",
        started_at=minutes_ago(100),
        started_by=SHAH,
        current_section="health",
    )
    return replace(screen, **changes)


def an_open_screen(**changes: Any) -> OpenScreen:
    opened = OpenScreen(
        screen=a_screen(),
        questionnaire=a_questionnaire(),
        names={OKAFOR: "J. Okafor", SHAH: "P. Shah"},
    )
    return replace(opened, **changes)


def a_consent(**changes: Any) -> Consent:
    consent = Consent(
        id=ConsentId(numbered(701)),
        person_id=KELLY,
        detention_id=STAY,
        scope=ConsentScope.COURT,
        status=ConsentStatus.GIVEN,
        recorded_at=minutes_ago(90),
        recorded_by=OKAFOR,
    )
    return replace(consent, **changes)


def a_form(**changes: Any) -> Form:
    form = Form(
        id=FormId(numbered(801)),
        canonical=CANONICAL,
        title="Health screen",
        sha256=hashlib.sha256(RAW).hexdigest(),
        raw=RAW,
        imported_at=minutes_ago(1000),
        imported_by=OKAFOR,
        is_active=True,
    )
    return replace(form, **changes)
