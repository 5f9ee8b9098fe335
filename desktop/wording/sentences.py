"""The sentence for every message key, in British plain English.

Each key has its sentences from the fullest to the plainest; the last has no blanks.
"""

from desktop.wording.answer_sentences import ANSWERS
from desktop.wording.bad_entry_sentences import BAD_ENTRIES
from desktop.wording.check_sentences import CHECKS
from desktop.wording.counted_sentences import COUNTED
from desktop.wording.error_sentences import ERRORS

__all__ = ["COUNTED", "SENTENCES"]

SENTENCES: dict[str, tuple[str, ...]] = {**ERRORS, **ANSWERS, **CHECKS, **BAD_ENTRIES}
