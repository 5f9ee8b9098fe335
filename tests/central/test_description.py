"""Whatever the description allows, and much that it does not, is answered as it says.

A long run: CUSTODY_API_EXAMPLES=500 pytest tests/central/test_description.py
"""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.engine import events, from_schema
from starlette.applications import Starlette

from sync.central.app import FRAME_TYPE, create_app
from sync.central.core import CentralCore
from sync.central.store.database import open_sqlite
from sync.central.store.schema import bring_up_to_date
from sync.wire.framing import pack, unpack
from sync.wire.refusal import Refusal
from tests.central.described import ROLES, Roles, messages, roles_of
from tests.central.in_process import ask
from tests.central.stores import KEY, found, go_round

EXAMPLES = int(os.environ.get("CUSTODY_API_EXAMPLES", "4"))
OPEN = ("/v1/enrol", "/v1/vouch", "/healthz", "/readyz", "/metrics", "/v1/openapi.json")


@dataclass(frozen=True)
class Store:
    core: CentralCore
    app: Starlette
    roles: Roles
    wanted: dict[str, st.SearchStrategy[Any]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    database = open_sqlite(tmp_path_factory.mktemp("described") / "central.db", KEY)
    bring_up_to_date(database)
    core = found(database)
    roles = roles_of(core)
    roles.device.save(b"r" * 16, {"note": 1})
    go_round(core, roles.device)
    yield Store(core, create_app(core), roles, messages(core, roles.device))
    database.close()


@schemathesis.serializer(FRAME_TYPE)
def _as_it_is(_: object, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _asking(store: Store, role: str, seed: int) -> Any:
    """Return the store's description, set up to ask real frames in the name of `role`."""
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", store.app)
    schema.config.generation.update(max_examples=EXAMPLES)
    schema.config.seed = seed

    @schema.hook
    def before_generate_body(context: Any, _: object) -> st.SearchStrategy[bytes]:
        return store.wanted[context.operation.path].map(pack)

    @schema.auth(refresh_interval=None)
    class _Signing:
        def get(self, case: Any, _: object) -> dict[str, str]:
            body = case.body if isinstance(case.body, bytes) else b""
            return store.roles.authorization(role, case.path, body)

        def set(self, case: Any, data: dict[str, str], _: object) -> None:
            case.headers = {**(case.headers or {}), **data}

    return schema


@pytest.mark.usefixtures("logged_warnings")
@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_one_that_the_description_names(
    store: Store, role: str, rng: random.Random, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # What it remembers of a run belongs to the run.
    wrong: list[str] = []
    answers: dict[str, set[int]] = {}
    for event in from_schema(_asking(store, role, rng.getrandbits(32))).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            wrong += _failed(event)
            answers.setdefault(event.recorder.label, set()).update(_statuses(event))
    assert wrong == []
    assert len(answers) == 9
    assert all(405 in said for said in answers.values())
    closed = {label: said for label, said in answers.items() if label.split()[1] not in OPEN}
    assert len(closed) == 4
    for said in closed.values():
        assert any(status < 400 for status in said) == (role == "device")


def _failed(event: events.ScenarioFinished) -> list[str]:
    return [
        f"{event.recorder.label}: {check.name}: {check.failure_info.failure.message}"
        for checks in event.recorder.checks.values()
        for check in checks
        if check.failure_info is not None
        # No JSON schema tells which strings are frames. The fuzzing phase sends real ones.
        and (event.phase.name, check.name) != ("COVERAGE", "positive_data_acceptance")
    ]


def _statuses(event: events.ScenarioFinished) -> list[int]:
    interactions = event.recorder.interactions.values()
    return [one.response.status_code for one in interactions if one.response is not None]


_JUNK = st.binary(max_size=300)


@pytest.mark.usefixtures("logged_warnings")
@given(data=st.data())
@settings(max_examples=8 * EXAMPLES, suppress_health_check=list(HealthCheck))
def test_bytes_that_are_no_message_are_refused_by_code(store: Store, data: st.DataObject) -> None:
    role = data.draw(st.sampled_from(ROLES))
    path = data.draw(st.sampled_from(sorted(store.wanted)))
    frame = data.draw(_JUNK | store.wanted[path].map(pack).flatmap(_spoilt))
    is_enclosed = data.draw(st.booleans())
    body = store.roles.enclosed(role, path, frame) if is_enclosed else frame
    headers = {} if is_enclosed else store.roles.authorization(role, path, frame)

    status, answer = ask(store.app, "POST", path, body, headers)

    described = json.loads(ask(store.app, "GET", "/v1/openapi.json")[1])
    assert str(status) in described["paths"][path]["post"]["responses"]
    assert status < 500
    if status != 200:
        assert unpack(answer, Refusal).code


def _spoilt(frame: bytes) -> st.SearchStrategy[bytes]:
    places = st.integers(0, len(frame) - 1)
    cut = places.map(lambda at: frame[:at])
    changed = st.tuples(places, st.integers(0, 255)).map(
        lambda one: frame[: one[0]] + bytes([one[1]]) + frame[one[0] + 1 :]
    )
    return cut | changed


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "not_found"),
        ("POST", "/", 404, "not_found"),
        ("GET", "/v1/hello", 405, "method_not_allowed"),
        ("POST", "/metrics", 405, "method_not_allowed"),
    ],
)
def test_a_way_that_is_not_there_is_refused_by_code_too(
    store: Store, method: str, path: str, status: int, code: str
) -> None:
    said, answer = ask(store.app, method, path)
    assert (said, unpack(answer, Refusal).code) == (status, code)
