"""The central store's folder: its settings, its keys (readable by their owner alone), its file.

Refuses to set up a folder twice, and to run from one that others can read keys in.
"""

import os
import secrets
import stat
import uuid
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sync.central.certificates import Certified, needs_renewal, new_authority, new_server
from sync.central.identity import CentralIdentity
from sync.central.store.database import Database, open_postgresql, open_sqlite
from sync.journal.signing import new_private_key

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


class FolderError(Exception):
    """The folder cannot be used; the text is for the administrator and says what to do."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    service: str
    name: str
    store: str
    device: str
    hosts: list[str]


class DataFolder:
    def __init__(self, path: Path) -> None:
        self.path = path

    def set_up(self, service_name: str, hosts: Sequence[str], database_url: str | None) -> None:
        """Make keys and certificates. `finish_set_up` comes after the database is there."""
        if self._settings.exists():
            raise FolderError(f"{self.path} is set up already: choose another folder")
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._keep_secret("central.key", new_private_key().hex().encode())
        if database_url is None:
            self._keep_secret("database.key", secrets.token_hex(32).encode())
        else:
            self._keep_secret("database.url", database_url.encode())
        authority = new_authority(service_name)
        self._write_secret("authority.key", authority.key)
        self._write("authority.pem", authority.certificate)
        self._write_server(new_server(authority, [*LOCAL_HOSTS, *hosts]))

    def finish_set_up(self, service_name: str, hosts: Sequence[str]) -> Settings:
        settings = Settings(
            service=uuid.uuid4().hex,
            name=service_name,
            store=service_name,
            device=uuid.uuid4().hex,
            hosts=[*LOCAL_HOSTS, *hosts],
        )
        self._write("settings.json", msgspec.json.format(msgspec.json.encode(settings)))
        return settings

    def settings(self) -> Settings:
        try:
            return msgspec.json.decode(self._settings.read_bytes(), type=Settings)
        except FileNotFoundError:
            raise FolderError(f"{self.path} is not set up: run custody-central init") from None
        except msgspec.DecodeError:
            raise FolderError(f"{self._settings} cannot be read: restore it") from None

    def identity(self) -> CentralIdentity:
        settings = self.settings()
        return CentralIdentity(
            service=bytes.fromhex(settings.service),
            name=settings.name,
            store=settings.store,
            device=bytes.fromhex(settings.device),
            private_key=bytes.fromhex(self._secret("central.key")),
        )

    def open_database(self) -> Database:
        if (self.path / "database.url").exists():
            return open_postgresql(self._secret("database.url"))
        file = self.path / "central.db"
        file.touch(mode=0o600)
        return open_sqlite(file, self._secret("database.key"))

    @property
    def authority(self) -> Path:
        return self.path / "authority.pem"

    @property
    def server_certificate(self) -> Path:
        return self.path / "server.pem"

    @property
    def server_key(self) -> Path:
        return self.path / "server.key"

    def renew_certificate(self, extra_hosts: Sequence[str] = ()) -> None:
        """Make a new server certificate where the old one ends soon or lacks a host."""
        hosts = [*self.settings().hosts, *extra_hosts]
        if needs_renewal(self.server_certificate.read_bytes(), hosts):
            key = self._secret("authority.key").encode()
            authority = Certified(self.authority.read_bytes(), key)
            self._write_server(new_server(authority, hosts))

    def metrics_token(self) -> str | None:
        """Return what opens /metrics from other machines, where an administrator wrote one."""
        return self._secret("metrics.token") if (self.path / "metrics.token").exists() else None

    def last_address(self) -> str:
        """Return where the store was last served, or nothing."""
        try:
            return (self.path / "address").read_text().strip()
        except FileNotFoundError:
            return ""

    def remember_address(self, url: str) -> None:
        self._write("address", url.encode())

    @property
    def _settings(self) -> Path:
        return self.path / "settings.json"

    def _write_server(self, server: Certified) -> None:
        self._write_secret("server.key", server.key)
        self._write("server.pem", server.certificate)

    def _keep_secret(self, name: str, content: bytes) -> None:
        """Write it unless an earlier set-up, which was cut, has: the database may hang on it."""
        if not (self.path / name).exists():
            self._write_secret(name, content)

    def _write_secret(self, name: str, content: bytes) -> None:
        (self.path / name).unlink(missing_ok=True)
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
        with os.fdopen(os.open(self.path / name, flags, 0o600), "wb") as file:
            file.write(content)

    def _write(self, name: str, content: bytes) -> None:
        (self.path / name).write_bytes(content)

    def _secret(self, name: str) -> str:
        path = self.path / name
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
            content = path.read_text().strip()
        except FileNotFoundError:
            raise FolderError(f"{path} is missing: restore it from the backup") from None
        if os.name == "posix" and mode & 0o077:
            raise FolderError(f"{path} can be read by others: run chmod 600 {path}")
        return content
