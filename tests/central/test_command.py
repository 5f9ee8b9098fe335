"""What an administrator types, as separate processes: exit codes, one line for what went wrong."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sync.central.__main__ import main
from sync.client.enrol import enrol
from sync.client.http_server import HttpSyncServer
from sync.client.invitation import read_invitation
from sync.client.round import run_round
from tests.central.stores import NURSE
from tests.fakes.replica import MemoryReplica

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "sync.central"]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CUSTODY")}
    return {**kept, **more}


def custody_central(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        env=environment(**more),
    )  # fmt: skip


@pytest.fixture(scope="module")
def set_up_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("set_up") / "store"
    done = custody_central("init", "--data", str(folder), "--service", "Essex")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(set_up_folder: Path, tmp_path: Path) -> str:
    """Return a copy, with its permissions, of what `init` made."""
    return str(shutil.copytree(set_up_folder, tmp_path / "store"))


def start(folder: str, *more: str) -> tuple["subprocess.Popen[str]", str]:
    process = subprocess.Popen(
        [*COMMAND, "serve", "--data", folder, *more], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env=environment(),
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("ready https://127.0.0.1:"), process.communicate(timeout=10)
    return process, line.split()[1]


def stop(process: "subprocess.Popen[str]") -> tuple[str, str]:
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    return out, err


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what a command prints, asked in this process: each of its own costs a second."""
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_a_service_from_setting_up_to_a_receipt(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    added = custody_central(
        "user", "add", "Priya Shah", "--role", "hcp", "--registration", "12A3456E", "--data", folder
    )
    assert added.returncode == 0
    process, url = start(folder)
    file = str(tmp_path / "desk.json")
    invited = custody_central(
        "device", "invite", "--suite", "Harlow", "--name", "Desk 1", "--output", file,
        "--data", folder,
    )  # fmt: skip
    assert invited.returncode == 0
    desk = MemoryReplica()
    pinned = enrol(
        read_invitation(Path(file).read_bytes()), desk.device, "Desk 1", desk.keys[desk.device]
    )
    assert pinned.url == url
    desk.keys[pinned.central] = pinned.central_key
    desk.save(b"r" * 16, {"risk": "high"})
    with HttpSyncServer(pinned.url, pinned.ca, desk.device, desk.sign) as server:
        assert run_round(desk, server, pinned.central_key, practitioner=NURSE).sent == 1
    out, err = stop(process)
    assert (out, err) == ("", "")
    facts = json.loads(custody_central("status", "--json", "--data", folder).stdout)
    assert (facts["devices"], facts["entries_held"], facts["receipts"]) == (1, 4, 1)
    (listed,) = json.loads(told(capsys, "device", "list", "--json", "--data", folder))
    assert (listed["suite"], listed["state"], listed["entries"]) == ("Harlow", "active", 1)
    (person,) = json.loads(told(capsys, "user", "list", "--json", "--data", folder))
    assert (person["id"], person["name"]) == (added.stdout.strip(), "Priya Shah")
    told(capsys, "device", "revoke", listed["id"], "--data", folder)
    assert "revoked" in told(capsys, "device", "list", "--data", folder)


def test_several_workers_serve_at_the_port_of_last_time(folder: str) -> None:
    process, first = start(folder)
    stop(process)
    process, second = start(folder, "--workers", "2")
    assert second == first
    stop(process)


@pytest.mark.postgres
def test_a_service_on_postgresql(postgresql_tables: str, tmp_path: Path) -> None:
    address = tmp_path / "address"
    address.write_text(postgresql_tables)
    folder = str(tmp_path / "store")
    done = custody_central(
        "init", "--data", folder, "--service", "Kent", "--database-file", str(address)
    )
    assert done.returncode == 0, done.stderr
    facts = json.loads(custody_central("status", "--json", "--data", folder).stdout)
    assert (facts["database"], facts["devices"]) == ("postgresql", 0)


def test_secrets_are_for_their_owner_alone(folder: str) -> None:
    for name in ("central.key", "database.key", "authority.key", "server.key", "central.db"):
        assert stat.S_IMODE((Path(folder) / name).stat().st_mode) == 0o600
    (Path(folder) / "central.key").chmod(0o644)
    refused = custody_central("status", "--data", folder)
    assert refused.returncode == 1
    assert "chmod 600" in refused.stderr


def test_what_cannot_be_done_is_one_line_and_exit_code_1(
    folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tries = [
        ("init", "--data", folder, "--service", "Essex"),
        ("status", "--data", str(tmp_path / "nowhere")),
        ("serve", "--data", str(tmp_path / "nowhere")),
        ("status",),
        ("device", "invite", "--suite", "Harlow", "--name", "Desk", "--data", folder),
        ("device", "revoke", "00" * 16, "--data", folder),
        ("init", "--data", str(tmp_path / "new"), "--service", "E", "--database-file", "/nowhere"),
    ]
    for arguments in tries:
        assert main(arguments) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert err.startswith("custody-central: ")


def test_a_database_that_is_away_is_said_without_its_password(tmp_path: Path) -> None:
    done = custody_central(
        "init", "--data", str(tmp_path / "new"), "--service", "Essex",
        CUSTODY_CENTRAL_DATABASE="postgresql://u:sesame@127.0.0.1:1/none?connect_timeout=2",
    )  # fmt: skip
    assert done.returncode == 1
    assert "sesame" not in done.stderr + done.stdout
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [(), ("dance",), ("init",), ("user", "add", "X", "--role", "king"), ("device", "revoke", "x")],
    ids=str,
)
def test_wrong_use_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
