"""The script behind the two commands, on machines that lack this or that."""

import re
from pathlib import Path

import pytest

from tests.installer.machine import ROOT, Machine, a_machine

SCRIPT = (ROOT / "installer" / "bootstrap.sh").read_text(encoding="utf-8")
DRAWING = (
    "libGL.so.1",
    "libEGL.so.1",
    "libxkbcommon.so.0",
    "libglib-2.0.so.0",
    "libfontconfig.so.1",
    "libdbus-1.so.3",
)
WINDOWS = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
    "libcups.so.2",
)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine where everything is there already."""
    made = a_machine(tmp_path)
    made.libraries(*DRAWING, *WINDOWS)
    made.environment()
    return made


def test_the_demo_is_started_with_what_stands_after_it(machine: Machine) -> None:
    done = machine.run("demo", "--headless", "--output", "a folder")

    assert done.returncode == 0, done.stderr
    assert machine.noted("custody-liaison") == ["demo --headless --output a folder"]


def test_the_tests_are_started_with_what_stands_after_them(machine: Machine) -> None:
    machine.has("Xvfb")
    machine.has("dbus-run-session")

    machine.run("test", "tests/unit", "-q")

    assert machine.noted("pytest") == ["tests/unit -q"]


def test_the_demo_leaves_out_what_only_tests_need(machine: Machine) -> None:
    machine.run("demo")

    assert "--locked --all-extras --no-dev" in machine.noted("uv")[-1]


def test_a_second_run_installs_nothing(machine: Machine) -> None:
    machine.run("demo")
    before = machine.noted("uv")

    again = machine.run("demo")

    assert machine.noted("uv") == before
    assert again.stderr == ""


def test_a_changed_lock_file_is_noticed(machine: Machine) -> None:
    machine.run("demo")
    (machine.project / "uv.lock").write_text("locked anew\n")

    machine.run("demo")

    assert len([asked for asked in machine.noted("uv") if asked.startswith("sync")]) == 2


def test_tests_after_a_demo_bring_what_tests_need(machine: Machine) -> None:
    machine.run("demo")
    machine.run("test")
    machine.run("demo")  # The environment of the tests will do for the demo.

    asked = [one for one in machine.noted("uv") if one.startswith("sync")]
    assert ["--no-dev" in one for one in asked] == [True, False]


def test_an_environment_that_failed_half_way_is_made_again(machine: Machine) -> None:
    machine.has("uv", '[ "$1" != --version ] || { echo "uv 0.13.9"; exit; }; exit 1',
                where=machine.project / ".venv" / "bin")  # fmt: skip
    failed = machine.run("demo")
    machine.environment()

    done = machine.run("demo")

    assert failed.returncode == 1
    assert machine.noted("custody-liaison") == ["demo"]
    assert done.returncode == 0


def test_missing_libraries_are_installed_by_root(tmp_path: Path) -> None:
    machine = a_machine(tmp_path, user=0)
    machine.libraries(*DRAWING)
    machine.environment()
    machine.has("apt-get")

    done = machine.run("demo")

    assert "libxcb-cursor0 libxcb-icccm4" in machine.noted("apt-get")[-1]
    assert "libgl1" not in machine.noted("apt-get")[-1]
    assert done.returncode == 0


def test_without_the_right_to_install_the_exact_line_is_printed(tmp_path: Path) -> None:
    machine = a_machine(tmp_path)
    machine.libraries(*WINDOWS)
    machine.environment()
    machine.has("apt-get")

    done = machine.run("demo")

    assert done.returncode == 1
    assert "    sudo apt-get install --no-install-recommends libgl1 libegl1" in done.stderr
    assert "nothing was started" in done.stderr
    assert machine.noted("apt-get") == []
    assert machine.noted("custody-liaison") == []


def test_where_no_window_can_open_the_demo_goes_on_without_one(tmp_path: Path) -> None:
    machine = a_machine(tmp_path)
    machine.libraries(*DRAWING)
    made = machine.environment()
    machine.has("custody-liaison", 'echo "$QT_QPA_PLATFORM"', where=made)

    done = machine.run("demo", DISPLAY=":0")

    assert done.stdout.strip() == "offscreen"
    assert "sudo apt-get install --no-install-recommends libxcb-cursor0" in done.stderr


def test_with_a_display_the_window_is_not_hidden(machine: Machine) -> None:
    made = machine.project / ".venv" / "bin"
    machine.has("custody-liaison", 'echo "${QT_QPA_PLATFORM:-as it likes}"', where=made)

    assert machine.run("demo", DISPLAY=":0").stdout.strip() == "as it likes"
    assert machine.run("demo").stdout.strip() == "offscreen"


def test_one_package_that_does_not_exist_keeps_no_other_away(tmp_path: Path) -> None:
    machine = a_machine(tmp_path, user=0)
    machine.libraries(*WINDOWS)
    machine.environment()
    machine.has(
        "apt-get", 'case "$*" in *libegl1*) echo "E: Unable to locate" >&2; exit 100;; esac'
    )

    done = machine.run("demo")

    alone = [asked for asked in machine.noted("apt-get") if asked.endswith("recommends libgl1")]
    assert alone
    assert "could not install libegl1: E: Unable to locate" in done.stderr


def test_a_python_that_is_too_old_is_named(tmp_path: Path) -> None:
    machine = a_machine(tmp_path)
    machine.libraries(*DRAWING, *WINDOWS)
    machine.has("python3", "exit 1")

    done = machine.run("demo")

    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("install",), ("--help",)])
def test_anything_else_is_answered_with_how_it_is_used(
    machine: Machine, arguments: tuple[str, ...]
) -> None:
    done = machine.run(*arguments)

    assert done.returncode == 2
    assert done.stderr.startswith("usage: sh installer/bootstrap.sh demo")


def test_a_proxy_named_for_one_tool_serves_both(machine: Machine) -> None:
    made = machine.project / ".venv" / "bin"
    machine.has("custody-liaison", 'echo "$SSL_CERT_FILE"', where=made)

    assert machine.run("demo", PIP_CERT="/opt/ca.crt").stdout.strip() == "/opt/ca.crt"


def test_the_script_names_no_host_to_download_from() -> None:
    assert not re.search(r"https?://|pypi|--index|-i ", SCRIPT)


def test_what_is_run_on_every_commit_is_what_the_readme_says() -> None:
    command = "sh installer/bootstrap.sh test"
    last = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1]

    assert last == command
    assert f"```sh\n{command}\n```" in (ROOT / "README.md").read_text(encoding="utf-8")
