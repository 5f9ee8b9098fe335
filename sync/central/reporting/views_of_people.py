"""Views of people: as records, and as the human beings that linked records are of."""

from sync.central.reporting.view_words import (
    GENDER,
    STANDING,
    Sql,
    Type,
    View,
    column,
    fact,
    facts,
    identity,
    records,
    service,
)

_BIRTH_YEAR = Sql(
    "extract(year FROM (r.facts->>'date_of_birth')::date)::bigint",
    "CAST(substr(json_extract(r.facts, '$.date_of_birth'), 1, 4) AS INTEGER)",
)
_HAS_NHS_NUMBER = Sql(
    "coalesce(r.facts->>'nhs_number', '') <> ''",
    "coalesce(json_extract(r.facts, '$.nhs_number'), '') <> ''",
)
_IS_LINKED = Sql(
    "coalesce(r.facts->>'decision' = 'linked' AND r.facts->>'is_undecided' IS NULL, false)",
    "coalesce(json_extract(r.facts, '$.decision') = 'linked'"
    " AND json_extract(r.facts, '$.is_undecided') IS NULL, 0)",
)
_PAIR = Sql(
    "decode(replace(r.facts->>'a', '-', ''), 'hex') AS a,"
    " decode(replace(r.facts->>'b', '-', ''), 'hex') AS b",
    "unhex(json_extract(r.facts, '$.a'), '-') AS a, unhex(json_extract(r.facts, '$.b'), '-') AS b",
)
_HUMANS = """(
    WITH RECURSIVE link AS (SELECT r.service, {pair} FROM current_record AS r
        WHERE r.kind = 'person_link' AND {is_linked}),
    way AS (SELECT service, a AS one, b AS other FROM link
            UNION SELECT service, b, a FROM link),
    reach AS (SELECT p.service, p.record AS person, p.record AS linked
              FROM current_record AS p WHERE p.kind = 'person'
              UNION SELECT reach.service, reach.person, way.other
              FROM reach JOIN way ON way.service = reach.service AND way.one = reach.linked)
    SELECT service, person, min({least}) AS human FROM reach GROUP BY service, person
) AS h"""

_AT = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
_HUMAN = Sql(
    "h.human::uuid", " || '-' || ".join(f"substr(h.human, {at}, {count})" for at, count in _AT)
)

PERSON_V = View(
    name="person_v",
    about="One row per person record, without what names them. One human being may have several.",
    tables=records("person"),
    columns=(
        service(),
        identity("person", "r.record", "the record"),
        column("birth_year", Type.COUNT, _BIRTH_YEAR, "`date_of_birth`", "calendar year"),
        fact("is_birth_estimated", Type.YES_NO, "`is_birth_estimated`"),
        fact("gender", Type.WORDS, "`gender`", GENDER),
        column("has_nhs_number", Type.YES_NO, _HAS_NHS_NUMBER, "`nhs_number` is not empty"),
        fact("no_fixed_abode", Type.YES_NO, "`address`"),
        fact("warnings", Type.COUNT, "`markers` that nobody has ended", "warnings"),
        *STANDING,
    ),
)

PERSON_NAMED_V = View(
    name="person_named_v",
    about="One row per person record, with what names them.",
    has_names=True,
    tables=records("person"),
    columns=(
        service(),
        identity("person", "r.record", "the record"),
        *facts(
            Type.WORDS,
            {
                "family_name": "`family_name`",
                "given_name": "`given_name`",
                "known_as": "`known_as`",
                "nhs_number": "`nhs_number`, ten figures",
                "pnc_id": "`pnc_id`",
                "postcode": "`address`",
            },
        ),
        fact("date_of_birth", Type.DAY, "`date_of_birth`", "date"),
        *STANDING,
    ),
)

LINK_V = View(
    name="link_v",
    about="One row per two person records that somebody said are, or are not, one person.",
    tables=records("person_link"),
    columns=(
        service(),
        identity("link", "r.record", "the record"),
        fact("a", Type.IDENTITY, "`a`: the one person"),
        fact("b", Type.IDENTITY, "`b`: the other"),
        fact("decision", Type.WORDS, "`decision`", "linked, not_the_same or ended"),
        column("is_linked", Type.YES_NO, _IS_LINKED,
               "decided, and nobody decided otherwise meanwhile"),
        *STANDING,
    ),
)  # fmt: skip

HUMAN_V = View(
    name="human_v",
    about="One row per person record: which human being it is of. Count `human`, once each.",
    tables=Sql(
        _HUMANS.format(
            pair=_PAIR.postgresql, is_linked=_IS_LINKED.postgresql, least="encode(linked, 'hex')"
        ),
        _HUMANS.format(pair=_PAIR.sqlite, is_linked=_IS_LINKED.sqlite, least="lower(hex(linked))"),
    ),
    columns=(
        service("h"),
        identity("person", "h.person", "the record"),
        column("human", Type.IDENTITY, _HUMAN, "the lowest id of the records linked with it"),
    ),
)

VIEWS = (PERSON_V, PERSON_NAMED_V, LINK_V, HUMAN_V)
