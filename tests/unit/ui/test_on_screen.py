"""A window that would not fit on the screen fills it, so that no part of it is out of sight."""

import pytest
from PySide6.QtCore import QSize

from ui.on_screen import fits


@pytest.mark.parametrize(
    ("window", "screen", "whole"),
    [
        ((1280, 800), (1920, 1080), True),
        ((1280, 800), (1280, 800), False),
        ((1280, 800), (1366, 768), False),
        ((1280, 800), (1024, 1200), False),
        ((1024, 700), (1280, 800), True),
    ],
)
def test_a_window_fits_with_its_title_and_edges(
    window: tuple[int, int], screen: tuple[int, int], *, whole: bool
) -> None:
    assert fits(QSize(*window), QSize(*screen)) is whole
