"""Answers being typed: local, encrypted, durable when `save` returns, outside the journal."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from desktop.domain.identity import PractitionerId, ScreenId
from desktop.domain.screen import Answer
from desktop.services.ports import OthersDraft, TypedAnswer
from desktop.storage.engine import direct
from desktop.storage.store import Store

_PUT = (
    "INSERT INTO draft_answer (author, screen, link_id, answer, shown, saved_ms) "
    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (author, screen, link_id) DO UPDATE SET "
    "answer = excluded.answer, shown = excluded.shown, saved_ms = excluded.saved_ms"
)
_encoder = msgspec.msgpack.Encoder()
_answers = msgspec.msgpack.Decoder(Answer)
_shown = msgspec.msgpack.Decoder(tuple[bytes, ...])


@dataclass(frozen=True, slots=True)
class DraftsInStore:
    """One author's drafts at this desk; another author sees only that there are some.

    Fulfils ports.Drafts.
    """

    store: Store
    author: bytes

    def save(self, screen_id: ScreenId, link_id: str, typed: TypedAnswer) -> None:
        values = (
            self.author,
            screen_id.bytes,
            link_id,
            _encoder.encode(typed.answer),
            _encoder.encode(typed.shown),
            time.time_ns() // 1_000_000,
        )
        with self.store.writing() as connection:
            direct(connection).execute(_PUT, values)

    def of_screen(self, screen_id: ScreenId) -> Mapping[str, TypedAnswer]:
        with self.store.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT link_id, answer, shown FROM draft_answer WHERE author = ? AND screen = ?",
                (self.author, screen_id.bytes),
            ).fetchall()
        return {
            link_id: TypedAnswer(answer=_answers.decode(answer), shown=_shown.decode(shown))
            for link_id, answer, shown in rows
        }

    def screens(self) -> tuple[ScreenId, ...]:
        with self.store.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT DISTINCT screen FROM draft_answer WHERE author = ?", (self.author,)
            ).fetchall()
        return tuple(ScreenId(UUID(bytes=screen)) for (screen,) in rows)

    def of_others(self) -> tuple[OthersDraft, ...]:
        """Return that others have typed here. Their answers are counted and not read."""
        with self.store.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT screen, author, MIN(saved_ms), COUNT(*) FROM draft_answer "
                "WHERE author <> ? GROUP BY screen, author",
                (self.author,),
            ).fetchall()
        return tuple(
            OthersDraft(
                screen_id=ScreenId(UUID(bytes=screen)),
                author=PractitionerId(UUID(bytes=author)),
                since=datetime.fromtimestamp(saved_ms / 1000, tz=UTC),
                answers=answers,
            )
            for screen, author, saved_ms, answers in rows
        )
