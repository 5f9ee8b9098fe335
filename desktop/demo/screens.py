"""Invented screens: as many people seen as published, some of them only half-way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop.demo.answers import invent_answers
from desktop.demo.chance import Chance
from desktop.demo.custody import Stay
from desktop.demo.interview import Interview, hold_interview, liaison_form
from desktop.demo.published import published
from desktop.demo.staff import in_role
from desktop.domain.identity import ConsentId, PractitionerId, ScreenId
from desktop.domain.screen import (
    Coding,
    Consent,
    ConsentScope,
    ConsentStatus,
    Screen,
    ScreenStatus,
)
from desktop.domain.staff import Practitioner, Role
from desktop.forms import Questionnaire, SectionState, section_state
from desktop.wording.clinical import in_uk_time

_ROOM_MINUTES = 110
_LIAISON_HOURS = range(8, 20)  # The liaison practitioner has office hours; healthcare covers 24.
_CONSENT = "custody-liaison:consent."
_WHILE_HERE = (
    (ScreenStatus.COMPLETED, 70),
    (ScreenStatus.IN_PROGRESS, 10),
    (ScreenStatus.PAUSED, 12),
    (ScreenStatus.HANDED_OVER, 8),
)
_ONCE_GONE = ((ScreenStatus.COMPLETED, 92), (ScreenStatus.UNFINISHED, 8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    screens: tuple[Screen, ...]
    consents: tuple[Consent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sitting:
    """One conversation to be invented: who asked, when, and how far it came."""

    stay: Stay
    by: PractitionerId
    began: datetime
    ended: datetime
    status: ScreenStatus
    said: dict[str, Any]
    anchor: datetime
    sections: int | None = None
    to: str = ""
    note: str = ""


def invent_screens(
    chance: Chance, stays: Sequence[Stay], staff: tuple[Practitioner, ...], now: datetime
) -> Seen:
    told = [_told(stay, staff, now) for stay in stays if stay.story and stay.story["screen"]]
    percent = float(published("arrestees_seen_proportion", year="2021/22"))
    wanted = max(0, round(len(stays) * percent / 100) - len(told))
    may_be = [stay for stay in stays if stay.story is None and stay.minutes() > _ROOM_MINUTES]
    seen = chance.sample(may_be, min(wanted, len(may_be)))
    sittings = told + [_untold(chance, stay, staff, now) for stay in seen]
    screens, consents = [], []
    for sitting in sorted(sittings, key=lambda sitting: sitting.began):
        interview = hold_interview(
            sitting.said,
            sitting.stay,
            by=sitting.by,
            began=sitting.began,
            ended=sitting.ended,
            anchor=sitting.anchor,
            sections=sitting.sections,
        )
        screen = _screen(chance, sitting, interview)
        screens.append(screen)
        consents += _consents(chance, screen)
    return Seen(screens=tuple(screens), consents=tuple(consents))


def _told(stay: Stay, staff: tuple[Practitioner, ...], now: datetime) -> _Sitting:
    assert stay.story is not None
    told = stay.story["screen"]
    role = Role.HCP if told["by"] == "hcp" else Role.LIAISON
    began = now - timedelta(minutes=told["started_minutes_ago"])
    done = told.get("completed_minutes_ago")
    ended = began + timedelta(minutes=28) if done is None else now - timedelta(minutes=done)
    return _Sitting(
        stay=stay,
        by=in_role(staff, role)[0].id,
        began=began,
        ended=ended,
        status=ScreenStatus(told["status"]),
        said=stay.story["answers"],
        anchor=now,
        sections=told.get("sections"),
        to=told.get("to", ""),
        note=told.get("note", ""),
    )


def _untold(chance: Chance, stay: Stay, staff: tuple[Practitioner, ...], now: datetime) -> _Sitting:
    is_here = stay.detention.released_at is None
    status = chance.one_of(_WHILE_HERE if is_here else _ONCE_GONE)
    minutes = chance.randint(26, 58)
    latest = stay.until - timedelta(minutes=minutes + 4)
    began = chance.moment_between(stay.detention.arrived_at + timedelta(minutes=35), latest)
    if status is ScreenStatus.IN_PROGRESS:
        began = now - timedelta(minutes=minutes)
    role = Role.LIAISON if in_uk_time(began).hour in _LIAISON_HOURS else Role.HCP
    is_done = status is ScreenStatus.COMPLETED
    return _Sitting(
        stay=stay,
        by=chance.choice(in_role(staff, role)).id,
        began=began,
        ended=began + timedelta(minutes=minutes if is_done else minutes // 2),
        status=status,
        said=invent_answers(chance, stay),
        anchor=stay.detention.arrived_at,
        sections=None if is_done else chance.randint(2, len(liaison_form().sections) - 3),
        to="Liaison and diversion, morning shift" if status is ScreenStatus.HANDED_OVER else "",
        note="Begun at night; please go on." if status is ScreenStatus.HANDED_OVER else "",
    )


def _screen(chance: Chance, sitting: _Sitting, interview: Interview) -> Screen:
    form = liaison_form()
    is_done = sitting.status is ScreenStatus.COMPLETED
    return Screen(
        id=ScreenId(chance.a_uuid(sitting.began)),
        person_id=sitting.stay.invented.person.id,
        questionnaire=form.canonical,
        questionnaire_sha256=form.sha256,
        title=form.title,
        started_at=sitting.began,
        started_by=sitting.by,
        detention_id=sitting.stay.detention.id,
        suite=sitting.stay.detention.suite,
        status=sitting.status,
        current_section=interview.next_section,
        answers=interview.answers,
        sections_left=interview.left,
        sections_complete={} if is_done else _complete(form, interview),
        handed_over_to=sitting.to,
        handover_note=sitting.note,
        completed_at=sitting.ended if is_done else None,
        completed_by=sitting.by if is_done else None,
    )


def _complete(form: Questionnaire, interview: Interview) -> dict[str, bool]:
    return {
        section: section_state(form, interview.answers, section) is SectionState.COMPLETED
        for section in interview.left
    }


def _consents(chance: Chance, screen: Screen) -> list[Consent]:
    """Return one row for each way of sharing that the screen asked about."""
    consents = []
    for link_id, answer in screen.answers.items():
        definition = liaison_form().items[link_id].definition
        if not definition.startswith(_CONSENT) or not answer.values or not answer.answered_at:
            continue
        chosen = answer.values[0]
        assert isinstance(chosen, Coding)
        consents.append(
            Consent(
                id=ConsentId(chance.a_uuid(answer.answered_at)),
                person_id=screen.person_id,
                detention_id=screen.detention_id,
                scope=ConsentScope(definition.removeprefix(_CONSENT)),
                status=ConsentStatus(chosen.code),
                recorded_at=answer.answered_at,
                recorded_by=screen.started_by,
                screen_id=screen.id,
            )
        )
    return consents
