"""Published tools as rules: which forms hold one, and what its answers make. Qt-free."""

from desktop.forms.instruments.joining import Joined, recognise
from desktop.forms.instruments.library import all_instruments
from desktop.forms.instruments.outcome import PartResult, Result
from desktop.forms.instruments.rule import PART_SYSTEM, Instrument
from desktop.forms.instruments.weighing import ANSWER_SYSTEM
from desktop.forms.instruments.working_out import work_out

__all__ = [
    "ANSWER_SYSTEM",
    "PART_SYSTEM",
    "Instrument",
    "Joined",
    "PartResult",
    "Result",
    "all_instruments",
    "recognise",
    "work_out",
]
