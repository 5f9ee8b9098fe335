"""Said to all pages when one asks for a question of a screen: the screen's page goes there."""

from dataclasses import dataclass

from desktop.domain.identity import ScreenId


@dataclass(frozen=True, slots=True)
class QuestionWanted:
    """`key` is the place of the question; `is_checked`: whoever asked is checking the answers."""

    screen_id: ScreenId
    key: str
    is_checked: bool = False
