"""Finds people by what staff type: parts of names, how names sound, a date, an identifier.

Never ranks: ordering by relevance reads every hit, and a short prefix has thousands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain.person import Person
from desktop.services.names import plain_words, sounds_of
from desktop.storage.linked import with_linked
from desktop.storage.lists import ReadsInStore, read_records

SHORTEST_PREFIX = 2
_BY_SEARCH = "row.rowid IN (SELECT rowid FROM person_search WHERE person_search MATCH ? LIMIT ?)"


@dataclass(frozen=True, slots=True)
class SearchInStore(ReadsInStore):
    """Adds the search index to the reads."""

    def people_named(self, text: str, limit: int) -> tuple[Person, ...]:
        """Return people with a name that begins with each word typed, in any order."""
        words = [word for word in plain_words(text) if len(word) >= SHORTEST_PREFIX]
        if not words:
            return ()
        return self._matching(" AND ".join(f'names : "{word}" *' for word in words), limit)

    def people_sounding_like(self, names: Sequence[str], limit: int) -> tuple[Person, ...]:
        """Return people who have a name like each of these; where nobody has, like any of them.

        Any of them first would fill `limit` with everybody of a common name.
        """
        heard = [sorted(sounds_of(name)) for name in names]
        each = [" OR ".join(f'sounds : "{key}"' for key in keys) for keys in heard if keys]
        if not each:
            return ()
        found = self._matching(" AND ".join(f"({keys})" for keys in each), limit)
        return found or self._matching(" OR ".join(each), limit)

    def people_identified(self, *, nhs_number: str, pnc_id: str) -> tuple[Person, ...]:
        return self._where(
            "(? <> '' AND row.nhs_number = ?) OR (? <> '' AND row.pnc_id = ?)",
            nhs_number,
            nhs_number,
            pnc_id,
            pnc_id,
        )

    def people_born(self, day: str) -> tuple[Person, ...]:
        return self._where("row.date_of_birth = ? LIMIT 200", day)

    def _matching(self, query: str, limit: int) -> tuple[Person, ...]:
        return self._where(_BY_SEARCH, query, limit)

    def _where(self, clause: str, *values: Any) -> tuple[Person, ...]:
        with self.store.reading() as connection:
            return tuple(with_linked(connection, read_records(connection, Person, clause, *values)))
