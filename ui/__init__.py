"""PySide6 widgets; a folder per screen: view, model, presenter. Knows services, never storage."""
