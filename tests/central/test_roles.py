"""What PostgreSQL itself refuses the program that serves, and the one that erases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import ProgrammingError

from sync.central.__main__ import main
from sync.central.core import CentralCore
from sync.central.enrolment import Enrolments
from sync.central.reporting.projector import project_all
from sync.central.store.database import Database, DatabaseUnusableError, open_postgresql
from sync.central.store.roles import APP, OF_APP, OF_RETENTION, RETENTION, sql
from sync.central.store.tables import metadata
from tests.central.stores import go_round, join, new_identity

pytestmark = pytest.mark.postgres

FORBIDDEN = [
    (APP, "UPDATE journal_header SET seq = seq + 1"),
    (APP, "DELETE FROM journal_header"),
    (APP, "TRUNCATE journal_header"),
    (APP, "UPDATE journal_body SET body = ''"),
    (APP, "DELETE FROM journal_body"),
    (APP, "TRUNCATE journal_body"),
    (APP, "UPDATE signed_head SET signature = ''"),
    (APP, "DELETE FROM signed_head"),
    (APP, "UPDATE receipt SET number = 0"),
    (APP, "DELETE FROM receipt"),
    (APP, "DELETE FROM device"),
    (APP, "DELETE FROM service"),
    (APP, "UPDATE alembic_version SET version_num = '0'"),
    (APP, "DROP TABLE journal_header"),
    (APP, "ALTER TABLE journal_header DISABLE TRIGGER ALL"),
    (APP, "CREATE TABLE mine (one integer)"),
    (RETENTION, "UPDATE journal_body SET body = ''"),
    (RETENTION, "INSERT INTO journal_body SELECT * FROM journal_body"),
    (RETENTION, "TRUNCATE journal_body"),
    (RETENTION, "DELETE FROM journal_header"),
    (RETENTION, "UPDATE journal_header SET seq = seq + 1"),
    (RETENTION, "SELECT * FROM invitation"),
    (RETENTION, "SELECT * FROM current_record"),
    (RETENTION, "UPDATE device SET state = 'active'"),
]


@pytest.fixture(scope="module")
def granted(postgresql_tables: str) -> str:
    database = open_postgresql(postgresql_tables)
    for statement in sql() * 2:
        with database.writing() as connection:
            connection.exec_driver_sql(statement)
    database.close()
    return postgresql_tables


def opened_as(role: str, address: str) -> Database:
    joint = "&" if "?" in address else "?"
    return open_postgresql(f"{address}{joint}options=-crole%3D{role}")


@pytest.fixture(scope="module")
def databases(granted: str) -> Iterator[dict[str, Database]]:
    opened = {role: opened_as(role, granted) for role in (APP, RETENTION)}
    yield opened
    for database in opened.values():
        database.close()


def test_the_serving_role_can_do_all_that_serving_is(databases: dict[str, Database]) -> None:
    identity = new_identity()
    core = CentralCore(databases[APP], identity)
    Enrolments(databases[APP], identity).found_service()
    desk, other = join(core), join(core)
    for note in range(3):
        desk.save(b"r" * 16, {"note": note})
        go_round(core, desk)
    core.enrolments.revoke(desk.device)
    core.enrolments.adopt(desk.device)
    go_round(core, other)
    project_all(databases[APP], identity.service)
    assert core.is_ready()
    body = "DELETE FROM journal_body WHERE service = %s"
    with databases[RETENTION].writing() as connection:
        assert connection.exec_driver_sql(body, (identity.service,)).rowcount == 8


@pytest.mark.parametrize(("role", "statement"), FORBIDDEN, ids=lambda one: one[:40])
def test_what_a_role_has_no_business_doing_is_refused(
    databases: dict[str, Database], role: str, statement: str
) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        databases[role].writing() as connection,
    ):
        connection.exec_driver_sql(statement)


def test_every_table_was_thought_of() -> None:
    assert set(OF_APP) - {"alembic_version"} == set(metadata.tables)
    assert set(OF_RETENTION) < set(OF_APP)


def test_the_sql_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roles", "--print-sql"]) == 0
    assert capsys.readouterr().out.splitlines() == "\n".join(sql()).splitlines()


def _set(engine: Engine, statement: str, setting: str, value: str) -> None:
    """Change a server's setting and wait until it has taken it."""
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
        connection.exec_driver_sql("SELECT pg_reload_conf()")
        for _ in range(1000):
            if connection.exec_driver_sql(f"SHOW {setting}").scalar() == value:
                return
            connection.exec_driver_sql("SELECT pg_sleep(0.01)")
    raise TimeoutError(setting)


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_would_lose_what_it_was_given_is_not_used(
    postgresql_tables: str, setting: str
) -> None:
    database = open_postgresql(postgresql_tables)
    change = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    try:
        _set(change, f"ALTER SYSTEM SET {setting} = off", setting, "off")
        careless = open_postgresql(postgresql_tables)
        with pytest.raises(DatabaseUnusableError, match=f"{setting} off"):
            careless.reading().__enter__()
        careless.close()
    finally:
        _set(change, f"ALTER SYSTEM RESET {setting}", setting, "on")
        database.close()
