"""Sets a workstation up: its vault and store, its place in a service, the people who share it."""

import secrets as randomness
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

from desktop.assembly.central_link import in_our_words
from desktop.domain.identity import PractitionerId
from desktop.domain.staff import Practitioner, Role
from desktop.storage.errors import (
    StoreDamagedError,
    StoreExistsError,
    StoreMissingError,
    trouble_of_system,
)
from desktop.storage.kinds import KIND_OF
from desktop.storage.lists import read_records
from desktop.storage.records import RecordsInJournal
from desktop.storage.store import FILE_NAME, Store, create_store, only_instance
from desktop.storage.unit_of_work import unit_of_work
from desktop.vault.device import KEY_NAME, Workstation, save_workstation
from desktop.vault.files import write_private
from desktop.vault.kdf import check_passphrase
from desktop.vault.people import SLOTS_NAME, WORKSTATION_NAME
from desktop.vault.unlock import ATTEMPTS_NAME, Unlocked, Vault

_MARK = "setting-up"
_CONSONANTS, _VOWELS = "bdfghjklmnprstvz", "aeiou"
_GROUPS, _SYLLABLES = 5, 2


def generated_passphrase() -> str:
    """Return five groups that can be said aloud, such as lomi-tabu-kedo: about 63 bits."""

    def syllable() -> str:
        return randomness.choice(_CONSONANTS) + randomness.choice(_VOWELS)

    return "-".join("".join(syllable() for _ in range(_SYLLABLES)) for _ in range(_GROUPS))


def set_up(
    folder: Path,
    *,
    user: str,
    practitioner: Practitioner,
    passphrase: str,
    name: str,
    suite: str,
    device_id: UUID | None = None,
) -> Unlocked:
    """Make the vault and an empty store in `folder` for its first person.

    Raises StoreExistsError, PassphraseTooShortError, StoreReadOnlyError, DiskFullError, and
    StoreDamagedError for a vault whose store is gone.
    """
    check_passphrase(passphrase)
    workstation = Workstation(device_id=device_id or uuid4(), name=name, suite=suite)
    try:
        with only_instance(folder):
            _begin(folder)
            opened = Vault(folder).create(workstation, user, practitioner, passphrase)
            store = create_store(folder, opened.slot.store_key, workstation.device_id.bytes)
            finish(folder, store, practitioner)
            store.close()
    except OSError as error:
        raise trouble_of_system(error) from error
    return opened


def _begin(folder: Path) -> None:
    """Mark that a set-up is under way; what an earlier one left half made is made anew.

    Without the mark a vault without a store has lost it, and stays for when it is brought back.
    """
    mark = folder / _MARK
    if (folder / FILE_NAME).exists():
        raise StoreExistsError
    if mark.exists():
        for name in (SLOTS_NAME, KEY_NAME, WORKSTATION_NAME, ATTEMPTS_NAME):
            (folder / name).unlink(missing_ok=True)
    elif (folder / SLOTS_NAME).exists():
        raise StoreDamagedError
    write_private(mark, b"")


def check_set_up(folder: Path) -> None:
    """Raise StoreMissingError before the set-up, StoreDamagedError where the store is lost."""
    try:
        if (folder / FILE_NAME).exists():
            return
        is_lost = (folder / SLOTS_NAME).exists() and not (folder / _MARK).exists()
    except OSError as error:
        raise trouble_of_system(error) from error
    raise StoreDamagedError if is_lost else StoreMissingError


def finish(folder: Path, store: Store, practitioner: Practitioner) -> None:
    """Do what is left of a set-up, or of letting a person in, that was cut off; else nothing."""
    introduce(store, practitioner)
    mark = folder / _MARK
    if mark.exists():
        mark.unlink()


def introduce(store: Store, practitioner: Practitioner) -> None:
    """Journal a practitioner whom neither this machine nor the central store knows yet."""
    with store.reading() as connection:
        if read_records(connection, Practitioner, "row.id = ?", practitioner.id.bytes):
            return
    with unit_of_work(store, practitioner.id.bytes) as work:
        records: RecordsInJournal[Practitioner] = RecordsInJournal(work, KIND_OF[Practitioner])
        records.add(practitioner)
        work.commit()


def admit(
    folder: Path,
    store: Store,
    opened: Unlocked,
    *,
    user: str,
    practitioner: Practitioner,
    passphrase: str,
) -> None:
    """Let another person use this workstation. Raises UserExistsError, PassphraseTooShortError."""
    try:
        Vault(folder).admit(opened, user, practitioner, passphrase)
    except OSError as error:
        raise trouble_of_system(error) from error
    introduce(store, practitioner)


def known_practitioner(store: Store, name: str) -> Practitioner | None:
    """Return the practitioner of that name whom the central store's administrator made."""
    with store.reading() as connection:
        found = read_records(connection, Practitioner, "row.name = ?", name)
    return found[0] if found else None


def new_practitioner(
    name: str, *, profession: str = "", registration_number: str = "", role: Role = Role.LIAISON
) -> Practitioner:
    return Practitioner(
        id=PractitionerId(uuid4()),
        name=name,
        profession=profession,
        registration_number=registration_number,
        role=role,
    )


def invited(invitation: bytes) -> tuple[str, str]:
    """Return the name and suite that an invitation is for. Raises BadInvitationFileError."""
    from sync.client.invitation import read_invitation  # noqa: PLC0415 -- heavy

    with in_our_words():
        asked = read_invitation(invitation)
    return asked.name, asked.suite


def enrol(folder: Path, opened: Unlocked, invitation: bytes) -> Workstation:
    """Join the service that wrote the invitation. Raises what in_our_words names."""
    from sync.client.enrol import enrol as ask  # noqa: PLC0415 -- heavy
    from sync.client.invitation import read_invitation  # noqa: PLC0415 -- heavy
    from sync.journal.signing import public_key_of  # noqa: PLC0415 -- heavy

    here = opened.workstation
    with in_our_words():
        asked = read_invitation(invitation)
        joined = ask(
            asked, here.device_id.bytes, here.name, public_key_of(opened.secrets.signing_key)
        )
    workstation = replace(
        here,
        suite=joined.suite or here.suite,
        service=joined.service_name or joined.store,
        central_url=joined.url,
        central_id=joined.central.hex(),
        central_key=joined.central_key.hex(),
        central_name=joined.store,
        ca=joined.ca,
    )
    save_workstation(folder, workstation)
    return workstation
