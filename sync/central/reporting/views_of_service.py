"""Views of the service itself: its machines, its staff, its conflicts, the age of its figures."""

from sync.central.reporting.view_words import (
    PERSON,
    STANDING,
    SUITE,
    Sql,
    Type,
    View,
    column,
    fact,
    identity,
    moment_of_ms,
    records,
    same,
    service,
)

DEVICE_V = View(
    name="device_v",
    about="One row per workstation, and one for the central store.",
    tables=same(
        "device AS w\nLEFT JOIN (SELECT service, device, max(at_ms) AS at_ms FROM receipt"
        " GROUP BY service, device) AS t ON t.service = w.service AND t.device = w.device"
        "\nLEFT JOIN service AS s ON s.service = w.service"
    ),
    columns=(
        service("w"),
        identity("device", "w.device", "the workstation's id"),
        column("name", Type.WORDS, same("w.name"), "as it was enrolled"),
        column("suite", Type.WORDS, same("w.suite"), "as it was enrolled"),
        column("state", Type.WORDS, same("w.state"), "whether it is answered", "active or revoked"),
        column("is_central", Type.YES_NO, same("w.device = s.device"), "the central store itself"),
        column("entries", Type.COUNT, same("w.entries"), "held of its chain", "entries"),
        moment_of_ms("last_receipt_at", "t.at_ms", "its latest receipt, by the store's clock"),
    ),
)

PRACTITIONER_V = View(
    name="practitioner_v",
    about="One row per member of staff, without the name.",
    tables=records("practitioner"),
    columns=(
        service(),
        identity("practitioner", "r.record", "the record"),
        fact("role", Type.WORDS, "`role`", "code"),
        fact("profession", Type.WORDS, "`profession`"),
        *STANDING,
    ),
)

PRACTITIONER_NAMED_V = View(
    name="practitioner_named_v",
    about="One row per member of staff, with name and registration.",
    has_names=True,
    tables=records("practitioner"),
    columns=(
        service(),
        identity("practitioner", "r.record", "the record"),
        fact("name", Type.WORDS, "`name`"),
        fact("registration_number", Type.WORDS, "`registration_number`"),
    ),
)

_CONFLICTS = Sql(
    "current_record AS r\nCROSS JOIN LATERAL jsonb_each(r.doc) AS f (register, cell)"
    "\nWHERE r.conflicts > 0 AND f.cell ? 'others'",
    "current_record AS r, json_each(r.doc) AS f"
    "\nWHERE r.conflicts > 0 AND json_type(f.value, '$.others') IS NOT NULL",
)
_REGISTER = Sql("f.register", "f.key")
_WHERE = (
    service(),
    column("kind", Type.WORDS, same("r.kind"), "what the record is", "as named in the journal"),
    identity("record", "r.record", "the record"),
    PERSON,
    SUITE,
    column("register", Type.WORDS, _REGISTER, "the field, or field/key"),
)
_OTHERS = Sql("jsonb_array_length(f.cell->'others')", "json_array_length(f.value, '$.others')")

CONFLICT_V = View(
    name="conflict_v",
    about="One row per field with several values, none of whose authors had seen the others.",
    tables=_CONFLICTS,
    columns=(
        *_WHERE,
        column("others", Type.COUNT, _OTHERS, "beside the one shown", "values"),
        moment_of_ms("changed_at", "r.changed_ms", "latest entry of the record"),
    ),
)

CONFLICT_TEXT_V = View(
    name="conflict_text_v",
    about="The same, with the values.",
    has_names=True,
    tables=_CONFLICTS,
    columns=(
        *_WHERE,
        column("shown", Type.JSON, Sql("f.cell->'value'", "json_extract(f.value, '$.value')"),
               "the latest by (counter, device)"),
        column("others", Type.JSON, Sql("f.cell->'others'", "json_extract(f.value, '$.others')"),
               "all others that stand"),
    ),
)  # fmt: skip

FRESHNESS_V = View(
    name="freshness_v",
    about="How much of the journal the figures hold. One row per service.",
    tables=same(
        "projection AS j\nLEFT JOIN (SELECT service, sum(entries) AS held FROM device"
        " GROUP BY service) AS w ON w.service = j.service"
    ),
    columns=(
        service("j"),
        column("entries_held", Type.COUNT, Sql("w.held::bigint", "w.held"), "in the journal",
               "entries"),
        column("entries_in_figures", Type.COUNT, same("j.entries"), "in these views", "entries"),
        moment_of_ms("as_of", "j.projected_ms", "when entries were last counted in"),
    ),
)  # fmt: skip

VIEWS = (
    DEVICE_V,
    PRACTITIONER_V,
    PRACTITIONER_NAMED_V,
    CONFLICT_V,
    CONFLICT_TEXT_V,
    FRESHNESS_V,
)
