"""Said to all pages when one asks for a question of a screen: the screen's page goes there."""

from dataclasses import dataclass

from desktop.domain.identity import ScreenId


@dataclass(frozen=True, slots=True)
class QuestionWanted:
    """`key` is the place of the question. The page that asked waits to be come back to."""

    screen_id: ScreenId
    key: str
