"""What is done with text: cutting, searching, replacing, joining."""

from collections.abc import Callable

from desktop.forms.fhirpath.errors import PathTroubleError
from desktop.forms.fhirpath.operators import said
from desktop.forms.fhirpath.regexes import matches, matches_full, replaced
from desktop.forms.fhirpath.run import LONGEST_STRING, Run, bounded, single, string, whole_number
from desktop.forms.fhirpath.values import EMPTY, MOMENTS, Values


def text_of(values: Values) -> str | None:
    """Return the text it is, or that a date was written as: in FHIR, dates are text too."""
    value = single(values)
    if value is None or isinstance(value, str):
        return value
    if value.__class__ in MOMENTS:
        return value.text  # type: ignore[union-attr]
    raise PathTroubleError("expected text")


def substring(_run: Run, values: Values, start: Values, length: Values = EMPTY) -> Values:
    text, begin, count = text_of(values), whole_number(start), whole_number(length)
    if text is None or begin is None or not 0 <= begin < len(text):
        return EMPTY
    return (text[begin:] if count is None else text[begin : begin + max(0, count)],)


def _asked(ask: Callable[[str, str], bool]) -> Callable[[Run, Values, Values], Values]:
    def answer(_run: Run, values: Values, argument: Values) -> Values:
        text, other = text_of(values), string(argument)
        return EMPTY if text is None or other is None else said(ask(text, other))

    return answer


starts_with = _asked(str.startswith)
ends_with = _asked(str.endswith)
contains = _asked(str.__contains__)


def does_match(run: Run, values: Values, pattern: Values) -> Values:
    text, wanted = text_of(values), string(pattern)
    return EMPTY if text is None or wanted is None else said(matches(run, text, wanted))


def does_match_in_full(run: Run, values: Values, pattern: Values) -> Values:
    text, wanted = text_of(values), string(pattern)
    return EMPTY if text is None or wanted is None else said(matches_full(run, text, wanted))


def index_of(_run: Run, values: Values, argument: Values) -> Values:
    text, other = text_of(values), string(argument)
    return EMPTY if text is None or other is None else (text.find(other),)


def last_index_of(_run: Run, values: Values, argument: Values) -> Values:
    text, other = text_of(values), string(argument)
    return EMPTY if text is None or other is None else (text.rfind(other),)


def replace(_run: Run, values: Values, pattern: Values, substitution: Values) -> Values:
    text, old, new = text_of(values), string(pattern), string(substitution)
    if text is None or old is None or new is None:
        return EMPTY
    _check_growth(text, new)
    return (text.replace(old, new),)


def replace_matches(run: Run, values: Values, pattern: Values, substitution: Values) -> Values:
    text, old, new = text_of(values), string(pattern), string(substitution)
    if text is None or old is None or new is None:
        return EMPTY
    # Each match may be put back, whole, for every sign of the template.
    _check_growth(text, new * 2 if "$" not in new else new * max(1, len(text)))
    return (bounded(replaced(run, text, old, new)),)


def _check_growth(text: str, new: str) -> None:
    if (len(text) + 1) * (len(new) + 1) > LONGEST_STRING:
        raise PathTroubleError("the text grows too long")


def _changed(change: Callable[[str], str]) -> Callable[[Run, Values], Values]:
    def answer(_run: Run, values: Values) -> Values:
        text = text_of(values)
        return EMPTY if text is None else (change(text),)

    return answer


upper = _changed(str.upper)
lower = _changed(str.lower)
trim = _changed(str.strip)


def length(_run: Run, values: Values) -> Values:
    text = text_of(values)
    return EMPTY if text is None else (len(text),)


def to_chars(run: Run, values: Values) -> Values:
    text = text_of(values) or ""
    run.spend(len(text))
    return tuple(text)


def split(run: Run, values: Values, separator: Values) -> Values:
    text, between = text_of(values), string(separator)
    if text is None or between is None:
        return EMPTY
    run.spend(len(text))
    return tuple(text.split(between) if between else text)


def join(_run: Run, values: Values, separator: Values = EMPTY) -> Values:
    if not values:
        return EMPTY
    between = string(separator) or ""
    texts = [text_of((value,)) or "" for value in values]
    if sum(map(len, texts)) + len(between) * len(texts) > LONGEST_STRING:
        raise PathTroubleError("the text grows too long")
    return (between.join(texts),)
