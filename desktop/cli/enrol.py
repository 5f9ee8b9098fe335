"""`custody-liaison enrol`: joins this workstation to a service with an invitation file."""

import argparse
import json

from desktop.assembly import setting_up
from desktop.assembly.access import read_passphrase
from desktop.assembly.central_link import BadInvitationFileError
from desktop.assembly.session import open_session
from desktop.domain.staff import Role
from desktop.storage.store import FILE_NAME
from desktop.vault.unlock import Vault


def enrol(asked: argparse.Namespace) -> None:
    """Make the store if there is none yet, join the service, and fetch who belongs to it."""
    try:
        invitation = asked.invitation.read_bytes()
    except OSError as error:
        raise BadInvitationFileError from error
    name, suite = setting_up.invited(invitation)
    passphrase = read_passphrase(asked.passphrase_file, prompt="New passphrase: ")
    if not (asked.data / FILE_NAME).exists():
        _set_up(asked, passphrase, name, suite)
    opened = Vault(asked.data).unlock(asked.user, passphrase)
    workstation = setting_up.enrol(asked.data, opened, invitation)
    with open_session(asked.data, asked.user, passphrase) as session:
        receipt = session.services.send_now(lambda _done, _total: None, lambda: False)
    if asked.json:
        print(json.dumps({"workstation": workstation.name, "suite": workstation.suite}))
    else:
        print(f"{workstation.name} ({workstation.suite}) has joined. Receipt {receipt.number}.")


def _set_up(asked: argparse.Namespace, passphrase: str, name: str, suite: str) -> None:
    setting_up.set_up(
        asked.data,
        user=asked.user,
        practitioner=setting_up.new_practitioner(
            asked.name or asked.user,
            profession=asked.profession,
            registration_number=asked.registration,
            role=Role(asked.role),
        ),
        passphrase=passphrase,
        name=name,
        suite=suite,
    )
