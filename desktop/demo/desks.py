"""The workstations of a demonstration: set up, joined to the service, opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.assembly import setting_up
from desktop.assembly.session import OpenSession, open_session
from desktop.demo.central import EmbeddedCentral
from desktop.domain.staff import Practitioner
from desktop.storage.store import FILE_NAME
from desktop.vault.unlock import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A workstation and who first unlocks it."""

    folder: Path
    name: str
    suite: str
    user: str
    passphrase: str

    @contextmanager
    def opened(self) -> Iterator[OpenSession]:
        with open_session(self.folder, self.user, self.passphrase) as session:
            yield session


def set_up_desk(desk: Desk, practitioner: Practitioner, central: EmbeddedCentral) -> None:
    """Make the desk's store where there is none, and join it to the service."""
    if (desk.folder / FILE_NAME).exists():
        opened = Vault(desk.folder).unlock(desk.user, desk.passphrase)
        if opened.workstation.is_enrolled:
            return
    else:
        opened = setting_up.set_up(
            desk.folder,
            user=desk.user,
            practitioner=practitioner,
            passphrase=desk.passphrase,
            name=desk.name,
            suite=desk.suite,
        )
    setting_up.enrol(desk.folder, opened, central.invite(desk.suite, desk.name))
