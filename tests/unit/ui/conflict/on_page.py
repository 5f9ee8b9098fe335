"""What a test reads from the conflict page, and does on it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.conflict.decide import DecidePanel
from ui.conflict.page import ConflictPage

Open = Callable[..., ConflictPage]


def said(page: ConflictPage) -> list[str]:
    return [card.accessibleName() for card in page.view.sides.parts()]


def options(page: ConflictPage) -> list[str]:
    return [button.accessibleName() for button in decide(page).choices.buttons()]


def choose(page: ConflictPage, number: int) -> None:
    decide(page).choices.buttons()[number - 1].click()


def decide(page: ConflictPage) -> DecidePanel:
    assert page.view.decide is not None
    return page.view.decide


def third_first(page: ConflictPage) -> QWidget:
    third = decide(page).third
    assert third is not None
    return third.first()


def notice(page: ConflictPage) -> str:
    return page.view.frame.notice.text()
