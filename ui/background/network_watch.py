"""Tells when a network appears: a cable is put in, a Wi-Fi is joined. Asks nobody outside."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QAbstractSocket, QHostAddress, QNetworkInterface

_LOOK_EVERY_MS = 5_000
_IPV4 = QAbstractSocket.NetworkLayerProtocol.IPv4Protocol

Addresses = Callable[[], frozenset[str]]


def addresses_here() -> frozenset[str]:
    """Return the addresses under which others could reach this computer, none when it is alone."""
    up = QNetworkInterface.InterfaceFlag.IsUp | QNetworkInterface.InterfaceFlag.IsRunning
    return frozenset(
        entry.ip().toString()
        for interface in QNetworkInterface.allInterfaces()
        if interface.flags() & up == up
        for entry in interface.addressEntries()
        if _reaches_others(entry.ip())
    )


def _reaches_others(address: QHostAddress) -> bool:
    # IPv6 addresses change by themselves every few hours: those of IPv4 tell of a network.
    is_alone = address.isLoopback() or address.isLinkLocal()
    return address.protocol() == _IPV4 and not is_alone


class NetworkWatch(QObject):
    """Looks now and then rather than listen: that works the same on every system, and is cheap."""

    came = Signal()

    def __init__(
        self, addresses: Addresses = addresses_here, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._addresses = addresses
        self._known = addresses()
        timer = QTimer(self, interval=_LOOK_EVERY_MS)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        known, self._known = self._known, self._addresses()
        if self._known - known:
            self.came.emit()
