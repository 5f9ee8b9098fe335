"""The reporting views: typed columns, the service first, each with its source and unit.

What could tell who somebody is stands in views of its own. docs/reporting.md shows what is said
here; a test compares the two.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, inspect

from sync.central.reporting import (
    views_of_care,
    views_of_custody,
    views_of_people,
    views_of_service,
)
from sync.central.reporting.view_words import View

VIEWS: tuple[View, ...] = (
    *views_of_people.VIEWS,
    *views_of_custody.VIEWS,
    *views_of_care.VIEWS,
    *views_of_service.VIEWS,
)


def install_views(connection: Connection) -> None:
    """Make the views, in place of those that an earlier version made."""
    existing = set(inspect(connection).get_view_names())
    is_postgresql = connection.dialect.name == "postgresql"
    for view in VIEWS:
        if view.name in existing:
            connection.exec_driver_sql(f"DROP VIEW {view.name}")
        statement = view.statement(is_postgresql=is_postgresql)
        # Driver SQL knows placeholders; the views have none.
        connection.exec_driver_sql(statement.replace("%", "%%") if is_postgresql else statement)


def described() -> str:
    """Return the views as the documentation shows them."""
    return "\n".join(line for view in VIEWS for line in _described(view))


def _described(view: View) -> Iterator[str]:
    yield f"### {view.name}{' (with names)' if view.has_names else ''}"
    yield ""
    yield view.about
    yield ""
    yield "| Column | Type | Unit | Source |"
    yield "|---|---|---|---|"
    for column in view.columns:
        yield f"| {column.name} | {column.type.value} | {column.unit} | {column.source} |"
    yield ""
