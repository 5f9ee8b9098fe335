"""The loop in each worker that keeps the current records up to the journal, a few seconds behind.

Which worker does it decides itself at each batch. Trouble is logged and tried again: the figures
may be late, and rounds never wait for them.
"""

import atexit
import logging
import random
import threading

from sqlalchemy.exc import SQLAlchemyError

from sync.central.identity import CentralIdentity
from sync.central.reporting.projector import is_behind, project_some
from sync.central.store.database import Database

log = logging.getLogger(__name__)

_ASK_EVERY_SECONDS = 2.0
_AFTER_TROUBLE_SECONDS = 30.0
_BETWEEN_BATCHES_SECONDS = 0.02  # lets a round that waits for SQLite's one writer go first


class Projecting:
    """Runs until `stop`, or until the process ends."""

    def __init__(
        self, database: Database, service: bytes, every_seconds: float = _ASK_EVERY_SECONDS
    ) -> None:
        self._database, self._service, self._every = database, service, every_seconds
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="projector", daemon=True)

    def start(self) -> None:
        self._thread.start()
        atexit.register(self.stop)

    def stop(self) -> None:
        """Return once the batch in hand is done."""
        self._stopped.set()
        self._thread.join(10)
        atexit.unregister(self.stop)

    def _run(self) -> None:
        while not self._stopped.wait(self._pause()):
            pass

    def _pause(self) -> float:
        """Fold a batch where there is one, and return how long to wait before the next."""
        try:
            if is_behind(self._database, self._service):
                folded = project_some(self._database, self._service)
                if not folded.is_done:
                    return _BETWEEN_BATCHES_SECONDS
        except SQLAlchemyError as error:
            # Its text may show what was being written.
            log.warning("current records are late: %s", type(error).__name__)
            return _AFTER_TROUBLE_SECONDS
        except Exception:
            log.exception("current records are late")
            return _AFTER_TROUBLE_SECONDS
        # Several workers that started together should not go on asking together.
        return self._every * random.uniform(0.75, 1.25)  # noqa: S311 -- no secret hangs on it


def start_projecting(database: Database, identity: CentralIdentity) -> Projecting:
    """Keep the current records up to date from now on, beside whatever else this process does."""
    projecting = Projecting(database, identity.service)
    projecting.start()
    return projecting
