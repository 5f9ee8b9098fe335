"""A refusal is a code; those that ask for something of their own are errors of their own."""

from sync.wire.refusal import (
    ClockWrongError,
    ProtocolTooNewError,
    ProtocolTooOldError,
    Refusal,
    RefusalCode,
    error_of,
    refusal_with,
)


def test_a_wrong_clock_brings_the_right_time() -> None:
    error = error_of(refusal_with(RefusalCode.CLOCK_WRONG, server_ms=123))
    assert isinstance(error, ClockWrongError)
    assert error.server_ms == 123
    garbled = error_of(Refusal(RefusalCode.CLOCK_WRONG, {"server_ms": "soon"}))
    assert isinstance(garbled, ClockWrongError)
    assert garbled.server_ms is None


def test_versions_that_do_not_fit_are_told_apart() -> None:
    assert isinstance(error_of(Refusal("protocol_too_old")), ProtocolTooOldError)
    assert isinstance(error_of(Refusal("protocol_too_new")), ProtocolTooNewError)


def test_a_code_of_a_later_version_is_still_a_refusal() -> None:
    error = error_of(Refusal("on_holiday", {"until": "monday"}))
    assert (error.code, error.details) == ("on_holiday", {"until": "monday"})
