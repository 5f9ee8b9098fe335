"""`custody-liaison generate`: a store filled with an invented night, made if there is none."""

import argparse
import json
from datetime import UTC, datetime

from desktop.assembly.access import read_passphrase
from desktop.assembly.session import open_session
from desktop.assembly.setting_up import generated_passphrase, set_up
from desktop.demo.filling import fill
from desktop.demo.night import a_night
from desktop.demo.staff import in_role
from desktop.domain.staff import Practitioner, Role
from desktop.storage.store import FILE_NAME


def generate(asked: argparse.Namespace) -> None:
    night = a_night(
        seed=asked.seed, detentions=asked.detentions, suite=asked.suite, now=datetime.now(UTC)
    )
    made = _store(asked, in_role(night.staff, Role.LIAISON)[0])
    passphrase = made or read_passphrase(asked.passphrase_file)
    with open_session(asked.data, asked.user, passphrase) as session:
        count = fill(session.store, night)
    if asked.json:
        told = {"seed": asked.seed, "detentions": asked.detentions, "records": count}
        shown_once = {} if asked.passphrase_file or not made else {"passphrase": made}
        print(json.dumps({**told, **shown_once}))
    else:
        print(night.describe())


def _store(asked: argparse.Namespace, practitioner: Practitioner) -> str:
    """Make the store where there is none; return its passphrase if it was made here."""
    if (asked.data / FILE_NAME).exists():
        return ""
    given = read_passphrase(asked.passphrase_file) if asked.passphrase_file else ""
    passphrase = given or generated_passphrase()
    set_up(
        asked.data,
        user=asked.user,
        practitioner=practitioner,
        passphrase=passphrase,
        name=f"{asked.suite} 1",
        suite=asked.suite,
    )
    if not given and not asked.json:
        print(f"Passphrase for {asked.user}, shown once: {passphrase}")
    return passphrase
