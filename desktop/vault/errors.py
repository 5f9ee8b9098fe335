"""How the vault refuses. None of these holds a passphrase, a key or what was typed."""

from desktop.errors import RuleBrokenError, TroubleError


class WrongPassphraseError(RuleBrokenError):
    """`wait_seconds` until the next try: it grows, is capped, and never disables."""

    message_key = "error.wrong_passphrase"


class NoSuchUserError(RuleBrokenError):
    message_key = "error.no_such_user"


class UserExistsError(RuleBrokenError):
    message_key = "error.user_exists"


class VaultExistsError(RuleBrokenError):
    message_key = "error.store_exists"


class PassphraseTooShortError(RuleBrokenError):
    message_key = "error.passphrase_too_short"


class VaultDamagedError(TroubleError):
    message_key = "error.store_damaged"


class NotEnrolledError(RuleBrokenError):
    message_key = "error.not_enrolled"
