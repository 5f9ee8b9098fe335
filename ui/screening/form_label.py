"""A form's own words on a label: plain, or styled where the publisher styled them.

Styled words were made safe when the form was read. Nothing is loaded, no link is opened, and what
might load something all the same is shown as plain words.
"""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.forms import Item
from ui.screening.plain_label import plain_label
from ui.screening.words import question_words
from ui.widgets.role import literal, set_property

# The reader writes tags without attributes. One with any was not made by it.
_WITH_ATTRIBUTES = re.compile(
    r"<[a-z][a-z0-9]*\s[^>]*>|<(?:img|a|link|style|script)\b", re.IGNORECASE
)
_EMPHASISED = re.compile(r"<(?:b|strong|h[1-6]|th)>", re.IGNORECASE)


def question_label(item: Item, role: str = "label") -> QLabel:
    """Return the question, its prefix before it."""
    made = plain_label("", role)
    dress(made, question_words(item), rich_question(item))
    return made


def hint_label(item: Item) -> QLabel:
    made = plain_label("", "secondaryText")
    dress(made, item.hint, item.rich_hint)
    return made


def dress(shown: QLabel, plain: str, rich: str = "") -> None:
    """Show `rich` where it may be shown, and let a screen reader hear `plain`."""
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    if not rich or _WITH_ATTRIBUTES.search(rich):
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setText(literal(plain) if shown.buddy() is not None else plain)
        shown.setAccessibleName("")
        return
    # Qt would take the "&" of an entity for a key to press.
    shown.setBuddy(None)  # type: ignore[arg-type]  # None takes it away.
    shown.setTextFormat(Qt.TextFormat.RichText)
    shown.setText(rich)
    shown.setAccessibleName(plain)
    if shown.property("role") == "label" and _EMPHASISED.search(rich):
        # In words that are all bold, the publisher's emphasis would be lost.
        set_property(shown, "role", "body")


def rich_question(item: Item) -> str:
    """Return the styled question with its prefix, "" where there is only plain text."""
    if not item.rich_text or not item.prefix:
        return item.rich_text
    prefix = item.prefix.replace("&", "&amp;").replace("<", "&lt;")
    opening = re.match(r"(?:<(?:p|h[1-6])>)*", item.rich_text)
    at = opening.end() if opening is not None else 0
    return f"{item.rich_text[:at]}{prefix} {item.rich_text[at:]}"
