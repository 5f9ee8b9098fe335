"""PySide6 widgets; a folder per screen: view, model, presenter. Knows services, never storage."""

from ui.lasting_none import keep_singletons

# Before anything of Qt is called from here: see there.
keep_singletons()
