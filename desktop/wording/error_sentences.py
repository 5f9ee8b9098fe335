"""What happened and what to do about it: the sentence for every error a person may meet."""

from desktop.wording.words import later

ERRORS: dict[str, tuple[str, ...]] = {
    # Anything that goes wrong.
    "error.unexpected": (
        later(
            "Something went wrong that the program did not expect. "
            "What you typed is still saved. Try again; if it happens again, tell your manager."
        ),
    ),
    "error.not_found": (
        later(
            "This record is not on this computer. "
            "It may have been entered at another desk: send and receive, then look again."
        ),
    ),
    "error.fields": (later("There is a problem. Put right what is marked, then save again."),),
    "error.not_allowed": (
        later("Your role does not allow this. Ask someone whose role does, or your manager."),
    ),
    "error.record_needs_newer": (
        later(
            "A newer version of this program wrote this record, so it can only be read here. "
            "Ask for this computer to be updated."
        ),
    ),
    "error.link_moved": (
        later(
            "A colleague has decided about these two records meanwhile. "
            "Nothing was changed. Look at what was said, then decide."
        ),
    ),
    "error.said_not_the_same": (
        later(
            "This would join two records of which a colleague said that they are two people. "
            "Nothing was changed. Open both and settle that first."
        ),
    ),
    "error.conflict_moved": (
        later(
            "Another value has arrived, or a colleague has settled this already. "
            "Nothing was changed. Look at what stands now, then decide."
        ),
    ),
    "error.sealed_document": (
        later(
            "This was signed or completed, so its words stay as they are. Keep it as it was, "
            "keep both as dated entries, or make a new version."
        ),
    ),
    # Custody.
    "error.already_released": (
        later("{custody_record_number} has already been released. Nothing was changed."),
        later("This person has already been released. Nothing was changed."),
    ),
    "error.ends_before_it_begins": (
        later("The end is earlier than the beginning. Check the date and time."),
    ),
    "error.custody_list_unreadable": (
        later(
            "The custody list could not be read. "
            "Copy it again with its headings and all its columns, then paste it here."
        ),
    ),
    "error.nothing_to_import": (
        later("There is nothing to take from this list. Choose at least one person."),
    ),
    # Screens and forms.
    "error.screen_complete": (
        later("This screen is finished and cannot be changed. Start a new screen instead."),
    ),
    "error.screen_incomplete": (
        later("Some questions still need an answer: see the end of the last section."),
    ),
    "error.form_refused": (
        later(
            "This form cannot be used here: it asks for something this program cannot do safely. "
            "The list below says what. The form was not added."
        ),
    ),
    "error.form_unreadable": (
        later(
            "This file is not a form that this program can read. "
            "Choose a FHIR R4 Questionnaire saved as JSON."
        ),
    ),
    "error.form_in_use": (
        later("This form is already in use here. Nothing was added; choose it from the list."),
    ),
    "error.form_too_large": (
        later(
            "This form is too large to be shared with other computers: {most} KB is the most. "
            "The form was not added. Ask its publisher for a shorter one."
        ),
        later(
            "This form is too large to be shared with other computers. The form was not added. "
            "Ask its publisher for a shorter one."
        ),
    ),
    # Court reports.
    "error.report_signed": (
        later(
            "Report {reference} is signed and cannot be changed. "
            "To correct it, make a new version: the signed one is kept."
        ),
        later(
            "This report is signed and cannot be changed. "
            "To correct it, make a new version: the signed one is kept."
        ),
    ),
    "error.report_not_signed": (
        later("This report is not signed yet, so no copy can leave. Sign it first."),
    ),
    "error.report_blocked": (
        later(
            "This report cannot be signed yet. Put right what the checks mark as needed, then sign."
        ),
    ),
    "error.sharing_not_agreed": (
        later(
            "The agreement to share with the court no longer stands, so no copy of report "
            "{reference} can leave. Tell the court that no information is shared."
        ),
        later(
            "The agreement to share with the court no longer stands, so no copy can leave. "
            "Tell the court that no information is shared."
        ),
    ),
    "error.report_changed": (
        later(
            "Report {reference} was changed at another workstation while it was being signed, "
            "so no copy can leave. Make a new version, read it and sign that one."
        ),
        later(
            "This report was changed at another workstation while it was being signed, "
            "so no copy can leave. Make a new version, read it and sign that one."
        ),
    ),
    "error.report_superseded": (
        later(
            "A newer version of report {reference} is signed already. Open that one to correct it."
        ),
        later("A newer version of this report is signed already. Open that one to correct it."),
    ),
    "error.password_too_short": (
        later(
            "The password is too short. Use at least {minimum} characters; "
            "three or four unrelated words are easy to read out."
        ),
        later("The password is too short. Use a longer one."),
    ),
    "error.password_not_typeable": (
        later(
            "The password cannot be used in every PDF reader. Use letters without accents, "
            "digits, spaces and common signs, {maximum} at the most."
        ),
        later(
            "The password cannot be used in every PDF reader. Use letters without accents, "
            "digits, spaces and common signs."
        ),
    ),
    "error.pdf_unreadable": (
        later("The document could not be opened here, so nothing was printed. Make it again."),
    ),
    # Unlocking, people and roles.
    "error.wrong_passphrase": (
        later("That passphrase is not right. Check Caps Lock, then try again."),
    ),
    "error.no_such_user": (
        later("There is no one of that name on this computer. Choose a name from the list."),
    ),
    "error.user_exists": (
        later("Someone on this computer already has that name. Choose another."),
    ),
    "error.passphrase_too_short": (
        later("The passphrase is too short. Use at least {minimum} characters."),
        later("The passphrase is too short. Use a longer one."),
    ),
    # The records on this computer.
    "error.store_damaged": (
        later(
            "The records on this computer are damaged and were not opened. "
            "Do not delete anything. Ask for the computer to be restored; "
            "everything already sent is safe in the central store."
        ),
    ),
    "error.store_newer": (
        later(
            "A newer version of this program wrote the records on this computer. "
            "Nothing was changed. Ask for the program to be updated."
        ),
    ),
    "error.store_missing": (later("There are no records on this computer yet. Set it up first."),),
    "error.store_exists": (
        later(
            "This computer is already set up, and its records were left as they are. "
            "Unlock them instead."
        ),
    ),
    "error.disk_full": (
        later(
            "The disk is full, so the last change was not saved. "
            "Free some space on this computer, then save again."
        ),
    ),
    "error.store_read_only": (
        later(
            "The records on this computer cannot be written to, so the last change was not saved. "
            "Ask for write access to be restored, then save again."
        ),
    ),
    "error.store_busy": (
        later(
            "Another program is using the records on this computer. "
            "The last change was not saved. Wait a moment, then save again."
        ),
    ),
    "error.second_instance": (
        later("The program is already open on this computer. Use the window that is open."),
    ),
    "error.library_too_old": (
        later(
            "A part of this program is too old to keep records safely, so it did not start. "
            "Ask for the program to be installed again."
        ),
    ),
    # The command line.
    "error.passphrase_file": (
        later("The passphrase could not be read from {path}. Check the file, then try again."),
        later("The passphrase could not be read. Check the file, then try again."),
    ),
    "error.passphrase_not_given": (
        later(
            "There is no terminal to ask for the passphrase. "
            "Give --passphrase-file FILE, or - to read it from standard input."
        ),
    ),
    "error.no_such_bench": (
        later("There is no bench of that name. Leave the name out to see what there is."),
    ),
    "error.central_not_started": (
        later(
            "The central store of the demonstration could not be started. "
            "Check that this computer has disk space and that the folder can be written to."
        ),
    ),
    # Sending and receiving.
    "error.invitation": (
        later(
            "This file is not an invitation that this program can use. "
            "Ask an administrator for a new one."
        ),
    ),
    "error.not_enrolled": (
        later(
            "This computer has not been joined to a central store yet. "
            "Everything is saved here; ask an administrator to join it."
        ),
    ),
    "error.central_unreachable": (
        later(
            "The central store could not be reached. Everything is saved on this computer. "
            "Check the network, then send again."
        ),
    ),
    "error.central_refused": (
        later(
            "The central store did not accept what was sent ({reason}). "
            "Everything is saved on this computer. Tell your manager."
        ),
        later(
            "The central store did not accept what was sent. "
            "Everything is saved on this computer. Tell your manager."
        ),
    ),
    "error.central_untrusted": (
        later(
            "The central store could not prove who it is, so nothing was sent. "
            "Do not try from another network. Tell your manager."
        ),
    ),
    "error.central_protocol": (
        later(
            "This program and the central store are of versions that do not work together. "
            "Everything is saved on this computer. Ask for the program to be updated."
        ),
    ),
    "error.clock_wrong": (
        later(
            "The clock of this computer is wrong by about {minutes} minutes, so nothing was sent. "
            "Ask for the clock to be set, then send again."
        ),
        later(
            "The clock of this computer seems to be wrong, so nothing was sent. "
            "Ask for the clock to be set, then send again."
        ),
    ),
    "error.bundle_is_none": (
        later(
            "This file was not written by this program for carrying records, or by a newer version"
            " of it. Choose another file, or ask for the program to be updated."
        ),
    ),
    "error.bundle_code": (
        later(
            "The code does not open this file. Check each of its 26 letters and digits with whoever"
            " wrote the file; a new file has a new code."
        ),
    ),
    "error.bundle_damaged": (
        later(
            "The file is damaged or incomplete. What came before the damage was taken in."
            " Copy the file again, or have it written again."
        ),
    ),
    "error.bundle_other_service": (
        later(
            "This file belongs to another service, so nothing was taken in from it. "
            "Choose a file of this service."
        ),
    ),
    "error.bundle_unwritable": (
        later(
            "The file could not be written ({reason}). Everything is saved on this computer."
            " Choose another place, with room enough."
        ),
        later(
            "The file could not be written. Everything is saved on this computer."
            " Choose another place, with room enough."
        ),
    ),
    "error.bundle_unreadable": (
        later("The file could not be read ({reason}). Check that it is still there."),
        later("The file could not be read. Check that it is still there."),
    ),
    "error.round_cut": (
        later(
            "Sending stopped part of the way. Nothing is lost: "
            "it goes on from here the next time you send."
        ),
    ),
    "error.device_revoked": (
        later(
            "This computer may no longer exchange records with the central store. "
            "What is saved here stays here. Tell your manager at once."
        ),
    ),
    # Printers and files.
    "error.printer_none": (
        later("This computer has no printer. Save the document as a PDF, or ask for a printer."),
    ),
    "error.printer_failed": (
        later(
            "The printer did not take the document. "
            "Check that it is on and has paper, then print again."
        ),
    ),
    "error.file_not_written": (
        later("The file {path} could not be saved. Choose another place, then save again."),
        later("The file could not be saved. Choose another place, then save again."),
    ),
}
