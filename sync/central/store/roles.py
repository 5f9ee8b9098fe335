"""The SQL that keeps PostgreSQL's own word: who may do what, whatever the program asks.

The journal is only ever added to by the role that serves; an answer is erased by the retention
role and by nobody else. Tables are made and changed by their owner, which is neither.
"""

APP, RETENTION = "custody_app", "custody_retention"

_ADD = ("SELECT", "INSERT")
_CHANGE = (*_ADD, "UPDATE")
_REPLACE = (*_CHANGE, "DELETE")

# What the serving role may do. A table that is not named here it may not even read.
OF_APP = {
    "journal_header": _ADD,
    "journal_body": _ADD,
    "signed_head": _ADD,
    "receipt": _ADD,
    "service": _CHANGE,
    "device": _CHANGE,
    "invitation": _CHANGE,
    "head": _REPLACE,
    "nonce": _REPLACE,
    "round_base": _REPLACE,
    "projected_head": _REPLACE,
    "projection": _REPLACE,
    "current_record": _REPLACE,
    "current_answer": _REPLACE,
    "alembic_version": ("SELECT",),
}
OF_RETENTION = {
    "service": ("SELECT",),
    "device": ("SELECT",),
    "journal_header": ("SELECT",),
    "journal_body": ("SELECT", "DELETE"),
}

_MAKE_ROLE = """\
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
    CREATE ROLE {role} NOLOGIN;
  END IF;
END $$;"""


def sql() -> list[str]:
    """Return the statements, for the tables' owner to run; running them again changes nothing."""
    statements = [_MAKE_ROLE.format(role=role) for role in (APP, RETENTION)]
    for role, rights in ((APP, OF_APP), (RETENTION, OF_RETENTION)):
        statements += [
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};",
            f"GRANT USAGE ON SCHEMA public TO {role};",
        ]
        statements += [
            f"GRANT {', '.join(verbs)} ON {table} TO {role};" for table, verbs in rights.items()
        ]
    return statements
