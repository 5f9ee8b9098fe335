"""The functions that only look at their values: by name, with how many arguments they take."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.forms.fhirpath import number_functions as numbers
from desktop.forms.fhirpath import subset_functions as subsets
from desktop.forms.fhirpath import text_functions as texts
from desktop.forms.fhirpath.conversions import CONVERSIONS, converts, is_convertible, quantity_in
from desktop.forms.fhirpath.moments import PathDate, PathTime, moment_of
from desktop.forms.fhirpath.run import Run
from desktop.forms.fhirpath.values import Values

_DATE_PARTS = 3


@dataclass(frozen=True, slots=True)
class Function:
    work: Callable[..., Values]
    least: int = 0
    most: int = 0


def _now(run: Run, _values: Values) -> Values:
    return (moment_of(run.now),)


def _today(run: Run, _values: Values) -> Values:
    return (PathDate((run.now.year, run.now.month, run.now.day)),)


def _time_of_day(run: Run, _values: Values) -> Values:
    return (PathTime(moment_of(run.now).parts[_DATE_PARTS:]),)


FUNCTIONS: dict[str, Function] = {
    "empty": Function(subsets.empty),
    "not": Function(subsets.negation),
    "count": Function(subsets.count),
    "distinct": Function(subsets.unique),
    "isDistinct": Function(subsets.is_unique),
    "allTrue": Function(subsets.all_true),
    "anyTrue": Function(subsets.any_true),
    "allFalse": Function(subsets.all_false),
    "anyFalse": Function(subsets.any_false),
    "first": Function(subsets.first),
    "last": Function(subsets.last),
    "tail": Function(subsets.tail),
    "single": Function(subsets.only),
    "skip": Function(subsets.skip, 1, 1),
    "take": Function(subsets.take, 1, 1),
    "intersect": Function(subsets.intersect, 1, 1),
    "exclude": Function(subsets.exclude, 1, 1),
    "union": Function(subsets.union, 1, 1),
    "combine": Function(subsets.combine, 1, 1),
    "subsetOf": Function(subsets.is_part_of, 1, 1),
    "supersetOf": Function(subsets.has_part, 1, 1),
    "children": Function(subsets.children),
    "descendants": Function(subsets.descendants),
    "hasValue": Function(subsets.has_value),
    "getValue": Function(subsets.plain_value),
    "extension": Function(subsets.extensions, 1, 1),
    "substring": Function(texts.substring, 1, 2),
    "startsWith": Function(texts.starts_with, 1, 1),
    "endsWith": Function(texts.ends_with, 1, 1),
    "contains": Function(texts.contains, 1, 1),
    "indexOf": Function(texts.index_of, 1, 1),
    "lastIndexOf": Function(texts.last_index_of, 1, 1),
    "matches": Function(texts.does_match, 1, 1),
    "matchesFull": Function(texts.does_match_in_full, 1, 1),
    "replace": Function(texts.replace, 2, 2),
    "replaceMatches": Function(texts.replace_matches, 2, 2),
    "upper": Function(texts.upper),
    "lower": Function(texts.lower),
    "trim": Function(texts.trim),
    "length": Function(texts.length),
    "toChars": Function(texts.to_chars),
    "split": Function(texts.split, 1, 1),
    "join": Function(texts.join, 0, 1),
    "abs": Function(numbers.absolute),
    "ceiling": Function(numbers.ceiling),
    "floor": Function(numbers.floor),
    "truncate": Function(numbers.truncate),
    "round": Function(numbers.rounded, 0, 1),
    "ln": Function(numbers.natural_log),
    "log": Function(numbers.log, 1, 1),
    "exp": Function(numbers.exponential),
    "sqrt": Function(numbers.square_root),
    "power": Function(numbers.power, 1, 1),
    "sum": Function(numbers.total),
    "avg": Function(numbers.average),
    "min": Function(numbers.least),
    "max": Function(numbers.most),
    "weight": Function(numbers.weights),
    "ordinal": Function(numbers.weights),
    "now": Function(_now),
    "today": Function(_today),
    "timeOfDay": Function(_time_of_day),
    **{f"to{name}": Function(converts(work)) for name, work in CONVERSIONS.items()},
    **{f"convertsTo{name}": Function(is_convertible(work)) for name, work in CONVERSIONS.items()},
}
FUNCTIONS["toQuantity"] = Function(quantity_in, 0, 1)
