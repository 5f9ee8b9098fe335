"""Run by Alembic on the connection that the store hands over; never opens one itself."""

from alembic import context

from sync.central.store.tables import metadata

# The caller's transaction spans all steps: tables change whole or not at all.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
)
context.run_migrations()
