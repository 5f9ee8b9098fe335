"""The colours and sizes everything is drawn with. Red is only for risk and what is overdue."""

from typing import NamedTuple


class Tokens(NamedTuple):
    """One mode's colours. `x_ground` is filled with, `on_x` is written on it."""

    ink: str
    secondary: str
    line: str
    edge: str
    handle: str
    ground: str
    paper: str
    hover: str
    chosen: str
    bar: str
    on_bar: str
    bar_hover: str
    action: str
    action_ground: str
    on_action: str
    confirm: str
    confirm_ground: str
    confirm_hover: str
    on_confirm: str
    danger: str
    danger_ground: str
    on_danger: str
    warn_ground: str
    warn_ink: str
    warn_edge: str
    focus: str
    focus_ink: str
    focus_edge: str
    focus_ground: str
    focus_ground_ink: str


LIGHT = Tokens(
    ink="#212b32",
    secondary="#4c6272",
    line="#d8dde0",
    edge="#4c6272",
    handle="#8496a3",
    ground="#f0f4f5",
    paper="#ffffff",
    hover="#e3ebef",
    chosen="#d9e8f6",
    bar="#003d78",
    on_bar="#ffffff",
    bar_hover="#00529f",
    action="#005eb8",
    action_ground="#005eb8",
    on_action="#ffffff",
    confirm="#007f3b",
    confirm_ground="#007f3b",
    confirm_hover="#00662f",
    on_confirm="#ffffff",
    danger="#d5281b",
    danger_ground="#c7241a",
    on_danger="#ffffff",
    warn_ground="#fff4d6",
    warn_ink="#212b32",
    warn_edge="#b27300",
    focus="#ffeb3b",
    focus_ink="#212b32",
    focus_edge="#212b32",
    focus_ground="#fffbd6",
    focus_ground_ink="#212b32",
)

DARK = Tokens(
    ink="#eef2f4",
    secondary="#b3c1cb",
    line="#3d4c57",
    edge="#8fa1ae",
    handle="#627583",
    ground="#151c21",
    paper="#202a31",
    hover="#2b3841",
    chosen="#1f4266",
    bar="#0b2b4a",
    on_bar="#ffffff",
    bar_hover="#16406a",
    action="#7fbcf7",
    action_ground="#1d66ad",
    on_action="#ffffff",
    confirm="#6fd39a",
    confirm_ground="#007f3b",
    confirm_hover="#00662f",
    on_confirm="#ffffff",
    danger="#ff9a90",
    danger_ground="#c7241a",
    on_danger="#ffffff",
    warn_ground="#3f3413",
    warn_ink="#fff4d6",
    warn_edge="#e0a930",
    focus="#ffeb3b",
    focus_ink="#212b32",
    focus_edge="#ffeb3b",
    focus_ground="#2f2c12",
    focus_ground_ink="#ffffff",
)

# At 100 % zoom, in device-independent pixels.
BODY_PX = 15
SMALL_PX = 13
SUBHEADING_PX = 17
HEADING_PX = 20
DISPLAY_PX = 28

SPACE_INSIDE = 8
SPACE_BETWEEN = 16
SPACE_AROUND = 24
