"""Knows which words are spelt right: British English, with the words of custody and medicine.

Offline. Keeps nothing: a word that somebody accepts is forgotten when they sign out, because what
is typed here is about people. Read only when text is about to be written, while nobody types.
"""

import importlib
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

import resources

log = logging.getLogger(__name__)

_FOLDER = Path(resources.__path__[0]) / "spelling"
_LANGUAGE, _OURS = "en_GB", "custody_words.txt"
_IDLE_MS = 500
_MOST_REMEMBERED = 10_000
_MOST_SUGGESTIONS = 6
_SHORTEST = 3
_CHUNK = re.compile(r"\S+")
_APOSTROPHE = "['\u2019]"
_WORD = re.compile(rf"[^\W\d_]+(?:{_APOSTROPHE}[^\W\d_]+)*")
_NOT_PROSE = re.compile(r"[\d@_\\]|://|www\.")
_ENDS_SENTENCE = re.compile(r"[.!?:;\u2022\u2013-][\"'\u201d\u2019)\]]*$")
_POSSESSIVE = re.compile(rf"{_APOSTROPHE}s$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. `may_be_name`: it has a capital that no beginning of a sentence explains.

    Nor does it where another name follows, or an "'s": "Tunde Adeyemi", "Tunde's".
    """

    start: int
    text: str
    may_be_name: bool = False


def words_in(text: str) -> Iterator[Word]:
    """Yield what could be misspelt: no figures, no addresses, no words in capitals."""
    waiting: Word | None = None
    for start, written, begins in _written_words(text):
        word = _POSSESSIVE.sub("", written)
        is_title = word.istitle() and len(word) > 1
        is_inside = is_title and (not begins or word != written)
        if waiting is not None:
            yield replace(waiting, may_be_name=is_title and not begins)
            waiting = None
        if len(word) < _SHORTEST or not (word.islower() or is_title):
            continue
        if is_title and not is_inside:
            waiting = Word(start, word)
        else:
            yield Word(start, word, is_inside)
    if waiting is not None:
        yield waiting


def _written_words(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the words of prose with their places, and whether a sentence begins with each."""
    begins = True
    for chunk in _CHUNK.finditer(text):
        if not _NOT_PROSE.search(chunk[0]):
            for found in _WORD.finditer(chunk[0]):
                yield chunk.start() + found.start(), found[0], begins
                begins = False
        begins = bool(_ENDS_SENTENCE.search(chunk[0]))


class Dictionary(Protocol):
    """What is used of the spelling library."""

    def spell(self, word: str, /) -> bool: ...
    def suggest(self, word: str, /) -> Iterable[str]: ...
    def add(self, word: str, /) -> object: ...


class Speller(QObject):
    """`ready` once words can be looked up; `changed` when what is right has changed since."""

    ready = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dictionary: Dictionary | None = None
        self._has_tried = False
        self._accepted: set[str] = set()
        self._looked_up: dict[str, bool] = {}
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self.load)

    def is_ready(self) -> bool:
        return self._dictionary is not None

    def load_when_idle(self) -> None:
        """Read the dictionary once nobody has asked for this for a moment.

        It takes a tenth of a second, in which no key would be answered.
        """
        if not self._has_tried:
            self._idle.start()

    def load(self) -> None:
        if self._has_tried:
            return
        self._has_tried = True
        self._idle.stop()
        try:
            self._dictionary = _read_dictionary()
        except (ImportError, OSError):
            log.info("no spelling on this computer")
            return
        self.ready.emit()

    def is_wrong(self, word: str) -> bool:
        if self._dictionary is None or word.casefold() in self._accepted:
            return False
        known = self._looked_up.get(word)
        if known is None:
            if len(self._looked_up) >= _MOST_REMEMBERED:
                self._looked_up.clear()
            known = self._looked_up[word] = bool(self._dictionary.spell(word))
        return not known

    def suggestions(self, word: str) -> list[str]:
        if self._dictionary is None:
            return []
        return list(self._dictionary.suggest(word))[:_MOST_SUGGESTIONS]

    def accept(self, *words: str) -> None:
        """Take these words as right until `forget`: a name, a drug of the street."""
        self._accepted.update(word.casefold() for word in words)
        self.changed.emit()

    def forget(self) -> None:
        """Know nothing any more of what was typed: somebody else may sign in."""
        self._accepted.clear()
        self._looked_up.clear()
        self.changed.emit()


@cache
def speller() -> Speller:
    """Return the one speller of this process."""
    return Speller()


def _read_dictionary() -> Dictionary:
    library = importlib.import_module("hunspell")
    if not (_FOLDER / f"{_LANGUAGE}.dic").is_file():
        raise FileNotFoundError(_LANGUAGE)
    dictionary: Dictionary = library.Hunspell(_LANGUAGE, hunspell_data_dir=f"{_FOLDER}/")
    for word in (_FOLDER / _OURS).read_text("utf-8").split():
        dictionary.add(word)
    return dictionary
