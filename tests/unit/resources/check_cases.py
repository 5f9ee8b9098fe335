"""What each check of a shipped form is made for: answers that it warns of, and what mends them.

A line is: key of the check | answers that do not fit | what is changed to fit | age on the record.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_ALL_WELL = "rr=16 scale=scale-1 spo2=98 o2=air sbp=120 pulse=70 cons=248234008 temp=37.0"
_UNWELL = "rr=26 scale=scale-1 spo2=93 o2=air sbp=120 pulse=70 cons=248234008 temp=37.0"
_CIWA = "tremor sweats anxiety agitation touch sound sight head"
_CIWA_TEN = "nausea=2 orientation=0 " + " ".join(f"{part}=1" for part in _CIWA.split())
_COWS_13 = (
    "pulse=over-120 sweating=streaming restless=cannot pupils=normal aches=none nose=none"
    " gut=none tremor=none yawning=none anxiety=none gooseflesh=smooth"
)
_TOMORROW = "2026-09-06T12:00:00+00:00"
_NOON = "2026-09-05T12:00:00+00:00"
_MORNING = "2026-09-05T08:00:00+00:00"

_HEALTH = f"""
seen-at-ahead | seen_at={_TOMORROW} | seen_at={_NOON}
under-18-by-record | under_18=no | under_18=yes | 17
under-18-by-record | under_18=yes | under_18=no | 18
weeks-over-42 | gender=2 pregnant=Y pregnant_weeks=43 | pregnant_weeks=42
medicines-unconfirmed | taking=yes | checked_with=gp
medicines-unconfirmed | taking=yes | medicine.checked=box
given-unconfirmed | taking=yes medicine.decision=give | medicine.checked=pharmacy
given-unconfirmed | taking=yes medicine.decision=own | medicine.decision=check
last-drink-ahead | alcohol=1 last_drink={_TOMORROW} | last_drink={_MORNING}
last-use-ahead | drugs=yes drugs_last={_TOMORROW} | drugs_last={_MORNING}
signs-without-chart | alcohol=4 signs=tremor,sick chart=none | chart=ciwa
signs-without-chart | alcohol=4 signs=tremor chart=none | signs=none
alarm-without-observations | now=chest_pain charts=gcs | charts=news2,gcs
alarm-without-observations | now=fever charts=none | now=none
head-knock-without-gcs | head_knock=yes charts=none | charts=gcs
glucose-range | glucose=0.9 | glucose=1.1
glucose-range | glucose=90 | glucose=33.3
hurt-without-injury | hurt=yes injury_seen=no | injury_seen=yes
injury-without-place | injury_seen=yes | injury.site=Left-hand
assault-without-findings | assault=yes injury_seen=no | no_injury=Head-and-hands
fit-not-roused | intoxicated=yes wakes=no fit_detained=fit | fit_detained=not_fit
fit-not-roused | intoxicated=yes answers=no fit_detained=conditions | answers=yes
fit-not-roused | intoxicated=yes obeys=no fit_detained=fit | intoxicated=no
fit-swallowed | hidden=yes fit_detained=fit | fit_detained=conditions
fit-pregnancy-alarm | gender=2 pregnant=Y pregnant_signs=yes fit_detained=fit | pregnant_signs=no
fit-low-glucose | glucose=3.9 fit_detained=fit | glucose=4.0
interview-intoxicated | intoxicated=yes fit_interview=fit | fit_interview=not_now
interview-intoxicated | intoxicated=yes fit_interview=with_adult | fit_interview=conditions
interview-confused | orientation=not fit_interview=fit | orientation=full
interview-confused | manner=calm,confused fit_interview=fit | manner=calm
thoughts-observation | thoughts=yes observation=1 | observation=2
thoughts-observation | thoughts=yes observation=none | thoughts=no
intoxicated-observation | intoxicated=yes observation=1 | observation=2
adult-not-called | adult_needed=vulnerable | adult_called={_NOON}
adult-not-called | adult_needed=under_18 | adult_needed=no
under-18-without-adult | under_18=yes adult_needed=no | adult_needed=under_18
adult-of-18-or-over | under_18=no adult_needed=under_18 | adult_needed=vulnerable
interview-adult-not-needed | fit_interview=with_adult adult_needed=no | fit_interview=fit
lacks-capacity-interview | fit_interview=fit capacity=lacks | capacity=no_doubt
thoughts-not-told | thoughts=yes told_custody=no | told_custody=yes
withdrawal-without-review | alcohol=4 stopping=fits review=no | review=yes
withdrawal-without-review | alcohol=4 signs=tremor review=no | signs=none
withdrawal-without-review | alcohol=4 chart=ciwa review=no | chart=none
withdrawal-without-review | drugs=yes drug_withdrawal=soon review=no | drug_withdrawal=no
withdrawal-without-review | taking=yes substitute=yes review=no | substitute=no
review-before-visit | seen_at={_NOON} review=yes review_at={_MORNING} | review_at={_TOMORROW}
"""
_RELEASE = """
not-face-to-face | kind=bail desk=no | desk=yes
not-face-to-face | kind=nfa desk=no | kind=prison
under-18-by-record | under_18=no | under_18=yes | 17
thoughts-without-safety-plan | kind=bail thoughts=yes | safety_plan=made
thoughts-without-safety-plan | kind=nfa thoughts=yes | thoughts=no
thoughts-without-safety-plan | kind=charged thoughts=yes | safety_plan=declined
thoughts-alone-tonight | thoughts=yes alone=no | alone=yes
thoughts-without-numbers | thoughts=yes numbers=no | numbers=yes
worry-not-seen | worry=yes worry_seen=no | worry_seen=yes
unfit-yet-leaving | kind=bail fit_released=not_fit | kind=hospital
unfit-yet-leaving | kind=nfa fit_released=not_now | fit_released=conditions
intoxicated-yet-fit | intoxicated=yes fit_released=fit | fit_released=conditions
"""
_TRIAGE = f"""
called-ahead | called_at={_TOMORROW} | called_at={_NOON}
there-before-call | mode=attended called_at={_NOON} there_at={_MORNING} | called_at={_MORNING}
done-before-call | called_at={_NOON} done_at={_MORNING} | done_at={_NOON}
under-18-by-record | under_18=no | under_18=yes | 15
under-18-at-police-station | under_18=yes used=yes safety_place=police | safety_place=suite
outcome-ae-not-gone | outcome=ae,gp went_ae=no | went_ae=yes
outcome-136-not-used | outcome=section_136 used=no | outcome=home
"""
_LIAISON = f"""
under-18-by-record | identity.under_18=yes | identity.under_18=no | 40
medicines-unconfirmed | medicines.taking=yes | medicines.checked_with=gp
medicines-unconfirmed | medicines.taking=yes | medicines.taking=no
thoughts-not-told | risk.thoughts=yes risk.told_custody=no | risk.told_custody=yes
thoughts-observation | risk.thoughts=yes risk.observation=1 | risk.observation=3
thoughts-observation | risk.thoughts=yes risk.observation=none | risk.thoughts=no
adult-not-called | legal.adult_needed=vulnerable | legal.adult_called={_NOON}
under-18-without-adult | identity.under_18=yes legal.adult_needed=no | identity.under_18=no
learning-without-adult | learning.school=yes learning.reading=yes legal.adult_needed=no \
| learning.reading=no
interview-adult-not-needed | legal.adult_needed=no legal.fit_interview=with_adult \
| legal.fit_interview=fit
thoughts-no-need | risk.thoughts=yes needs.self_harm=no | needs.self_harm=unmet
unmet-need-nothing-done | needs.housing=unmet plan.outcome=nothing | needs.housing=known
referral-refused-sent | referral_1.kind=housing referral_1.consent=refused \
referral_1.sent={_NOON} | referral_1.consent=given
court-without-consent | consent.court=refused court.report=verbal | court.report=none
"""
_NEWS2 = f"""
observed-ahead | when={_TOMORROW} | when={_NOON}
under-16 | when={_NOON} | when={_NOON} | 15
rate-range | rr=5 | rr=6
rate-range | rr=51 | rr=50
saturation-range | spo2=69 | spo2=70
upper-range | sbp=59 | sbp=60
upper-range | sbp=241 | sbp=240
lower-range | dbp=29 | dbp=30
lower-range | dbp=151 | dbp=150
lower-above-upper | sbp=80 dbp=120 | sbp=130
lower-above-upper | sbp=90 dbp=90 | dbp=89
pulse-range | pulse=29 | pulse=30
pulse-range | pulse=201 | pulse=200
temperature-range | temp=32.9 | temp=33.0
temperature-range | temp=42.1 | temp=42.0
score-without-action | {_UNWELL} | action=Ambulance
score-without-action | {_UNWELL} | {_ALL_WELL}
"""
_CIWA_AR = f"""
observed-ahead | when={_TOMORROW} | when={_NOON}
last-drink-after | when={_MORNING} last-drink={_NOON} | when={_NOON}
score-without-action | {_CIWA_TEN} | action=Chlordiazepoxide
score-without-action | {_CIWA_TEN} | nausea=1
"""
_COWS = f"""
observed-ahead | when={_TOMORROW} | when={_NOON}
last-use-after | when={_MORNING} last-use={_NOON} | last-use={_MORNING}
score-without-action | {_COWS_13} | action=Buprenorphine
score-without-action | {_COWS_13} | restless=shifting
"""
_GCS = f"""
observed-ahead | when={_TOMORROW} | when={_NOON}
alert-eyes-shut | acvpu=248234008 eyes=LA6554-5 | eyes=LA6556-0
no-response-yet-responds | acvpu=422768004 motor=LA6567-7 | motor=LA6562-8
no-response-yet-responds | acvpu=422768004 verbal=LA6561-0 | acvpu=248234008
score-without-action | eyes=LA6556-0 verbal=LA6560-2 motor=LA6567-7 | action=Told-the-doctor
score-without-action | eyes=LA6556-0 verbal=LA6560-2 motor=LA6567-7 | verbal=LA6561-0
pupils-without-action | pupils=unequal | action=Ambulance
pupils-without-action | pupils=not-reacting | pupils=equal-reacting
"""
_ANNEX_H = f"""
checked-ahead | when={_TOMORROW} | when={_NOON}
not-roused-nothing-done | rousable=no action=none | action=ambulance
not-roused-nothing-done | commands=no action=none | commands=yes
done-before-check | when={_NOON} rousable=no action-at={_MORNING} | action-at={_NOON}
"""
# By form: what every linkId begins with, and the lines.
_CASES = {
    "custody-health-assessment": ("hcp.", _HEALTH),
    "pre-release-risk-assessment": ("release.", _RELEASE),
    "street-triage-contact": ("triage.", _TRIAGE),
    "liaison-diversion-screen": ("", _LIAISON),
    "instruments/news2": ("news2.", _NEWS2),
    "instruments/ciwa-ar": ("ciwa-ar.", _CIWA_AR),
    "instruments/cows": ("cows.", _COWS),
    "instruments/gcs": ("gcs.", _GCS),
    "instruments/annex-h": ("annex-h.", _ANNEX_H),
}


@dataclass(frozen=True, slots=True)
class Case:
    """`mended` is all answers once they fit; only they differ from `wrong`, or the age is 30."""

    form: str
    key: str
    wrong: dict[str, str]
    mended: dict[str, str]
    age: int | None = None

    def __str__(self) -> str:
        return f"{self.form}:{self.key}"


def cases() -> Iterator[Case]:
    for form, (prefix, lines) in _CASES.items():
        for line in lines.strip().splitlines():
            key, wrong, change, *age = (part.strip() for part in line.split("|"))
            said = _said(wrong, prefix)
            mended = said | _said(change, prefix)
            yield Case(form, key, said, mended, int(age[0]) if age else None)


def _said(words: str, prefix: str) -> dict[str, str]:
    pairs = (one.partition("=") for one in words.split())
    return {prefix + link_id: value for link_id, _, value in pairs}
