"""Keeps what PySide loses on this Python, as the program does before its first page."""

from ui.lasting_none import keep_singletons

keep_singletons()
