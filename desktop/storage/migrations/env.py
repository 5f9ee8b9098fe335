"""Alembic's entry. Refuses to run without the program, which alone holds the key."""

from alembic import context

from desktop.storage import tables

_connection = context.config.attributes.get("connection")
if _connection is None:
    raise SystemExit("migrations are run by custody-liaison, which holds the key")

context.configure(
    connection=_connection,
    target_metadata=tables.lasting,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
