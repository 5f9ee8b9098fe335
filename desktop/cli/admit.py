"""`custody-liaison admit`: lets another person use this workstation; someone admitted does it."""

import argparse
import json

from desktop.assembly import setting_up
from desktop.assembly.access import read_passphrase, session_for
from desktop.domain.staff import Role


def admit(asked: argparse.Namespace) -> None:
    """Admit the person, as whom the central store knows by that name if it knows one."""
    with session_for(asked) as session:
        passphrase = read_passphrase(
            asked.new_passphrase_file, prompt=f"New passphrase for {asked.new_user}: "
        )
        name = asked.name or asked.new_user
        known = setting_up.known_practitioner(session.store, name)
        practitioner = known or setting_up.new_practitioner(
            name,
            profession=asked.profession,
            registration_number=asked.registration,
            role=Role(asked.role),
        )
        setting_up.admit(
            asked.data,
            session.store,
            session.unlocked,
            user=asked.new_user,
            practitioner=practitioner,
            passphrase=passphrase,
        )
    if asked.json:
        print(json.dumps({"user": asked.new_user, "practitioner": str(practitioner.id)}))
    else:
        print(f"{practitioner.name} can now unlock this workstation as {asked.new_user}.")
