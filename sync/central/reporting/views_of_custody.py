"""Views of stays, calls and reviews."""

from sync.central.reporting.view_words import (
    DETENTION,
    GENDER,
    MINUTES,
    PERSON,
    STANDING,
    STAY,
    SUITE,
    SUITE_OF_STAY,
    WHO,
    Sql,
    Type,
    View,
    column,
    fact,
    facts,
    identity,
    records,
    same,
    service,
)

# resources/settings/clocks.json has the same: a test compares.
TARGET_MINUTES = 60

_IS_WITHIN = Sql(
    f"(r.facts->>'waited_minutes')::bigint <= {TARGET_MINUTES}",
    f"json_extract(r.facts, '$.waited_minutes') <= {TARGET_MINUTES}",
)

# Full years at the arrival: the difference of two dates written as one number, less its last four.
_AGE = Sql(
    "(to_char((r.facts->>'arrived_day')::date, 'YYYYMMDD')::bigint"
    " - to_char((p.facts->>'date_of_birth')::date, 'YYYYMMDD')::bigint) / 10000",
    "(CAST(replace(json_extract(r.facts, '$.arrived_day'), '-', '') AS INTEGER)"
    " - CAST(replace(json_extract(p.facts, '$.date_of_birth'), '-', '') AS INTEGER)) / 10000",
)
DETENTION_V = View(
    name="detention_v",
    about="One row per stay, without names, numbers or free text.",
    tables=records("detention", WHO),
    columns=(
        service(),
        identity("detention", "r.record", "the record"),
        PERSON,
        SUITE,
        fact("setting", Type.WORDS, "`setting`", "code"),
        fact("arrived_at", Type.MOMENT, "`arrived_at`"),
        fact("arrived_day", Type.DAY, "`arrived_at`"),
        fact("released_at", Type.MOMENT, "`released_at`; empty while held"),
        fact("stay_minutes", Type.COUNT, "`released_at` less `arrived_at`", MINUTES),
        fact("is_first_time", Type.YES_NO, "`is_first_time`"),
        fact("has_appropriate_adult", Type.YES_NO, "`appropriate_adult` is not empty"),
        fact("hearing_court", Type.WORDS, "`hearing_court`"),
        fact("hearing_at", Type.MOMENT, "`hearing_at`"),
        column(
            "age", Type.COUNT, _AGE, "`arrived_at` and the person's `date_of_birth`", "full years"
        ),
        fact("gender", Type.WORDS, "the person's `gender`", GENDER, of="p"),
        *STANDING,
    ),
)

DETENTION_NAMED_V = View(
    name="detention_named_v",
    about="One row per stay, with who it was and what was written about it.",
    has_names=True,
    tables=records("detention", WHO),
    columns=(
        service(),
        identity("detention", "r.record", "the record"),
        PERSON,
        SUITE,
        fact("custody_record_number", Type.WORDS, "`custody_record_number`"),
        *facts(
            Type.WORDS,
            {
                "family_name": "the person's `family_name`",
                "given_name": "the person's `given_name`",
                "nhs_number": "the person's `nhs_number`",
                "pnc_id": "the person's `pnc_id`",
            },
            of="p",
        ),
        fact("date_of_birth", Type.DAY, "the person's `date_of_birth`", "date", of="p"),
        fact("cell", Type.WORDS, "`cell`"),
        fact("offence", Type.WORDS, "`offence`", "free text"),
        fact("arrived_at", Type.MOMENT, "`arrived_at`"),
        fact("arrived_day", Type.DAY, "`arrived_at`"),
        fact("released_at", Type.MOMENT, "`released_at`; empty while held"),
        fact("release_outcome", Type.WORDS, "`release_outcome`", "free text"),
        *STANDING,
    ),
)

CALL_V = View(
    name="call_v",
    about="One row per call for a healthcare practitioner.",
    tables=records("hcp_call", STAY),
    columns=(
        service(),
        identity("call", "r.record", "the record"),
        DETENTION,
        PERSON,
        SUITE_OF_STAY,
        fact("requested_at", Type.MOMENT, "`requested_at`: starts the clock"),
        fact("requested_day", Type.DAY, "`requested_at`"),
        fact("accepted_at", Type.MOMENT, "`accepted_at`"),
        fact("accepted_by", Type.IDENTITY, "`accepted_by`, see practitioner_v"),
        fact("telephone_advice_at", Type.MOMENT, "`telephone_advice_at`: does not stop the clock"),
        fact("arrived_at", Type.MOMENT, "`arrived_at`: first face to face, stops the clock"),
        fact("reason", Type.WORDS, "`reason`", "code"),
        fact("priority", Type.WORDS, "`priority`", "emergency, urgent or routine"),
        fact("breach_reason", Type.WORDS, "`breach_reason`", "code"),
        fact("waited_minutes", Type.COUNT, "`arrived_at` less `requested_at`", MINUTES),
        column("target_minutes", Type.COUNT, same(str(TARGET_MINUTES)), "the service's clock",
               "minutes"),
        column("is_within_target", Type.YES_NO, _IS_WITHIN,
               "waited no longer than the target; empty while nobody has arrived"),
        *STANDING,
    ),
)  # fmt: skip

REVIEW_V = View(
    name="review_v",
    about="One row per clinical review that somebody asked for.",
    tables=records("clinical_review", STAY),
    columns=(
        service(),
        identity("review", "r.record", "the record"),
        DETENTION,
        PERSON,
        SUITE_OF_STAY,
        fact("due_at", Type.MOMENT, "`due_at`"),
        fact("due_day", Type.DAY, "`due_at`"),
        fact("done_at", Type.MOMENT, "`done_at`; empty until done"),
        fact("done_by", Type.IDENTITY, "`done_by`, see practitioner_v"),
        fact("late_minutes", Type.COUNT, "`done_at` less `due_at`; below 0: early", MINUTES),
        *STANDING,
    ),
)

VIEWS = (DETENTION_V, DETENTION_NAMED_V, CALL_V, REVIEW_V)
