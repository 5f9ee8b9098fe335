"""Views of screens and their answers, consents, reports and the copies that left."""

from sync.central.reporting.view_words import (
    DETENTION,
    IS_WITHDRAWN,
    MINUTES,
    PERSON,
    STANDING,
    STAY,
    SUITE_OF_STAY,
    WHO,
    Column,
    Sql,
    Type,
    View,
    column,
    fact,
    facts,
    identity,
    moment_of_ms,
    records,
    same,
    service,
)

_FORM = (
    fact("form", Type.WORDS, "the screen's `questionnaire`", "canonical URL"),
    fact("form_version", Type.WORDS, "the screen's `questionnaire`"),
)

SCREEN_V = View(
    name="screen_v",
    about="One row per questionnaire that was begun about a person.",
    tables=records("screen", STAY),
    columns=(
        service(),
        identity("screen", "r.record", "the record"),
        PERSON,
        DETENTION,
        SUITE_OF_STAY,
        *_FORM,
        fact("title", Type.WORDS, "`title`"),
        fact("status", Type.WORDS, "`status`", "code"),
        fact("started_at", Type.MOMENT, "`started_at`"),
        fact("started_day", Type.DAY, "`started_at`"),
        fact("started_by", Type.IDENTITY, "`started_by`, see practitioner_v"),
        fact("completed_at", Type.MOMENT, "`completed_at`"),
        fact("completed_by", Type.IDENTITY, "`completed_by`, see practitioner_v"),
        fact("taken_minutes", Type.COUNT, "`completed_at` less `started_at`", MINUTES),
        fact("answers", Type.COUNT, "`answers`", "answers, with those that say why there is none"),
        fact("sections_left", Type.COUNT, "`sections_left`", "sections"),
        fact("sections_complete", Type.COUNT, "`sections_complete`", "sections"),
        *STANDING,
    ),
)

_ANSWERS = same(
    "current_answer AS a\nJOIN current_record AS r ON r.service = a.service"
    " AND r.kind = 'screen' AND r.record = a.screen" + STAY
)
# A code's display is the form's own word; a short number is a score or a measurement.
_VALUE = Sql(
    "CASE a.type WHEN 'code' THEN coalesce(nullif(a.display, ''), a.code)"
    " WHEN 'number' THEN a.words WHEN 'yes_no' THEN CASE WHEN a.yes_no THEN 'yes' ELSE 'no' END"
    " END",
    "CASE a.type WHEN 'code' THEN coalesce(nullif(a.display, ''), a.code)"
    " WHEN 'number' THEN a.words WHEN 'yes_no' THEN CASE WHEN a.yes_no THEN 'yes' ELSE 'no' END"
    " END",
)


def _answer(name: str, kind: Type, source: str, unit: str = "") -> Column:
    return column(name, kind, same(f"a.{name}"), source, unit)


_PLACE = (
    identity("screen", "a.screen", "the screen's record"),
    PERSON,
    DETENTION,
    SUITE_OF_STAY,
    *_FORM,
    _answer("link_id", Type.WORDS, "the question, by the form's linkId"),
    _answer("place", Type.WORDS, "linkId and the occurrence of the block it was asked in"),
    _answer("position", Type.COUNT, "which of the values", "from 0"),
)

ANSWER_V = View(
    name="answer_v",
    about="One row per value of an answer, without free text; one where the answer has no value.",
    tables=_ANSWERS,
    columns=(
        service("a"),
        *_PLACE,
        _answer("type", Type.WORDS, "what the value is", "code, yes_no, number, text or none"),
        _answer("code", Type.WORDS, "the option's code"),
        _answer("system", Type.WORDS, "the option's code system"),
        _answer("display", Type.WORDS, "the option's words"),
        _answer("yes_no", Type.YES_NO, "the value, of a yes or no question"),
        _answer("number", Type.NUMBER, "the value, where it is below a million", "the question's"),
        column("value", Type.WORDS, _VALUE, "display, yes or no, or number; empty for free text"),
        _answer("absent", Type.WORDS, "why there is no value",
                "declined, unable, not_asked or not_known"),
        moment_of_ms("answered_at", "a.answered_ms", "`answered_at`"),
        column("answered_by", Type.IDENTITY, Sql("a.answered_by::uuid", "a.answered_by"),
               "`answered_by`, see practitioner_v"),
        _answer("is_calculated", Type.YES_NO, "the form worked it out"),
        _answer("is_from_record", Type.YES_NO, "a known fact that was confirmed, not asked"),
        column("has_conflict", Type.YES_NO, same("a.has_conflict"),
               "two answers stand whose authors had not seen each other's; one is shown"),
        IS_WITHDRAWN,
    ),
)  # fmt: skip

ANSWER_TEXT_V = View(
    name="answer_text_v",
    about="One row per value that is text: dates, names, addresses, whatever was typed.",
    has_names=True,
    tables=same(
        f"{_ANSWERS.postgresql}\nWHERE a.words IS NOT NULL AND a.type IN ('text', 'number')"
    ),
    columns=(
        service("a"),
        *_PLACE,
        column("text", Type.WORDS, same("a.words"), "the value, cut at 4,000 characters"),
        moment_of_ms("answered_at", "a.answered_ms", "`answered_at`"),
    ),
)

CONSENT_V = View(
    name="consent_v",
    about="One row per thing that a person was asked to agree to.",
    tables=records("consent", STAY),
    columns=(
        service(),
        identity("consent", "r.record", "the record"),
        PERSON,
        DETENTION,
        SUITE_OF_STAY,
        fact("scope", Type.WORDS, "`scope`: to what", "code"),
        fact("status", Type.WORDS, "`status`", "code"),
        fact("recorded_at", Type.MOMENT, "`recorded_at`"),
        fact("recorded_day", Type.DAY, "`recorded_at`"),
        fact("recorded_by", Type.IDENTITY, "`recorded_by`, see practitioner_v"),
        column("screen", Type.IDENTITY, fact("screen_id", Type.IDENTITY, "").sql, "`screen_id`"),
        *STANDING,
    ),
)

REPORT_V = View(
    name="report_v",
    about="One row per version of a court report, without its text and the defendant's name.",
    tables=records("court_report", STAY),
    columns=(
        service(),
        identity("report", "r.record", "the record"),
        PERSON,
        DETENTION,
        SUITE_OF_STAY,
        column("screen", Type.IDENTITY, fact("screen_id", Type.IDENTITY, "").sql, "`screen_id`"),
        fact("reference", Type.WORDS, "`reference`: printed on every page"),
        fact("template", Type.WORDS, "`template`", "code"),
        fact("version", Type.COUNT, "`version`", "from 1"),
        fact("status", Type.WORDS, "`status`", "draft, signed or superseded"),
        fact("court", Type.WORDS, "`court`"),
        fact("hearing_at", Type.MOMENT, "`hearing_at`"),
        fact("started_at", Type.MOMENT, "`started_at`"),
        fact("started_day", Type.DAY, "`started_at`"),
        fact("written_by", Type.IDENTITY, "`written_by`, see practitioner_v"),
        fact("signed_at", Type.MOMENT, "`signature`; empty until signed"),
        fact("signed_day", Type.DAY, "`signature`"),
        fact("signed_by", Type.IDENTITY, "`signature`, see practitioner_v"),
        fact("supersedes", Type.IDENTITY, "`supersedes`: the version before it"),
        *STANDING,
    ),
)

REPORT_NAMED_V = View(
    name="report_named_v",
    about="One row per version of a court report, with whom it is about.",
    has_names=True,
    tables=records("court_report", WHO),
    columns=(
        service(),
        identity("report", "r.record", "the record"),
        PERSON,
        fact("reference", Type.WORDS, "`reference`"),
        fact("defendant_name", Type.WORDS, "`defendant_name`"),
        fact("case_reference", Type.WORDS, "`case_reference`"),
        *facts(
            Type.WORDS,
            {
                "family_name": "the person's `family_name`",
                "given_name": "the person's `given_name`",
            },
            of="p",
        ),
    ),
)

COPY_V = View(
    name="copy_v",
    about="One row per copy of a court report that left the program.",
    tables=records("report_copy"),
    columns=(
        service(),
        identity("copy", "r.record", "the record"),
        PERSON,
        column("report", Type.IDENTITY, fact("report_id", Type.IDENTITY, "").sql, "`report_id`"),
        fact("version", Type.COUNT, "`version`", "from 1"),
        fact("route", Type.WORDS, "`route`", "printed, saved_as_pdf or saved_as_encrypted_pdf"),
        fact("made_at", Type.MOMENT, "`made_at`"),
        fact("made_day", Type.DAY, "`made_at`"),
        fact("made_by", Type.IDENTITY, "`made_by`, see practitioner_v"),
        *STANDING,
    ),
)

VIEWS = (SCREEN_V, ANSWER_V, ANSWER_TEXT_V, CONSENT_V, REPORT_V, REPORT_NAMED_V, COPY_V)
