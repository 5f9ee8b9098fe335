"""What can go wrong between a finished PDF and paper or a chosen file."""

from desktop.errors import RuleBrokenError, TroubleError


class NoPrinterError(TroubleError):
    """No printer here, or no longer the one that was chosen."""

    message_key = "error.printer_none"


class PrinterFailedError(TroubleError):
    """The printer took the job and then refused it: no paper, switched off, cancelled there."""

    message_key = "error.printer_failed"


class FileNotSavedError(TroubleError):
    """The chosen folder did not take the file. Nothing half-written stays behind."""

    message_key = "error.file_not_written"


class PdfUnreadableError(RuleBrokenError):
    """The bytes are no PDF that can be painted here."""

    message_key = "error.pdf_unreadable"
