"""Puts the tokens on the application: one palette, one sheet, zoom by type size.

Follows the system's light or dark, and steps back entirely where the system asks for high
contrast. On the start path: what Qt and Python load slowly is left until a window is painted.
"""

import importlib
from pathlib import Path
from string import Template

# The Qt namespace takes a tenth of the whole start to load. Asked for as QtCore.Qt where it is
# used, it loads with the first use, after the first paint.
from PySide6 import QtCore, QtGui
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources
from ui.tokens import BODY_PX, DARK, DISPLAY_PX, HEADING_PX, LIGHT, SMALL_PX, SUBHEADING_PX, Tokens

# Arguments for QApplication: the same drawing on every platform.
STYLE = ("-style", "fusion")
ZOOM_STEPS = (100, 110, 125, 150, 175, 200)
_SPACES = (1, 2, 3, 4, 6, 8, 12, 16, 20)
_FOCUS_EDGE_PX = 3
_PROBLEM_EDGE_PX = 2
_MARK_PX, _EDGE_PAD_PX = 14, 4
_DARK_BELOW = 128
_HIGH_CONTRAST = "highContrast"
_FIRST_PAINT_MS = 100
_HERE = Path(resources.__path__[0])


class Theme(QObject):
    """The look in force. `changed` follows zoom, light or dark, and high contrast."""

    changed = Signal()

    def __init__(self, app: QApplication, *, dark: bool | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._forced_dark = dark
        self._system_is_dark = _is_dark(app.palette())
        self._system_font = QFont(app.font())
        self.zoom = ZOOM_STEPS[0]
        QTimer.singleShot(_FIRST_PAINT_MS, self.follow_system)

    def follow_system(self) -> None:
        """Ask the system what it prefers, now and whenever it changes its mind."""
        # Not before the first paint: it loads what the start does without. See lasting_none.py.
        importlib.import_module("ui.lasting_none").keep_singletons()
        # Held: a wrapper of these that is collected takes its connections and children with it.
        self._hints = self._app.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._on_system_changed)
        self._accessibility.contrastPreferenceChanged.connect(self._on_system_changed)
        self._on_system_changed()

    def apply(self) -> None:
        font = QFont(self._system_font)
        font.setPixelSize(round(BODY_PX * self.zoom / 100))
        self._app.setFont(font)
        if self._app.property(_HIGH_CONTRAST):
            self._app.setPalette(QPalette())
            self._app.setStyleSheet(sheet_of_edges(self.zoom))
        else:
            tokens = DARK if self._is_dark() else LIGHT
            self._app.setPalette(palette_of(tokens))
            self._app.setStyleSheet(sheet_of(tokens, self.zoom))
        self.changed.emit()

    def zoom_in(self) -> None:
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self.zoom), ZOOM_STEPS[-1]))

    def zoom_out(self) -> None:
        smaller = [step for step in ZOOM_STEPS if step < self.zoom]
        self.set_zoom(smaller[-1] if smaller else ZOOM_STEPS[0])

    def set_zoom(self, percent: int) -> None:
        if percent != self.zoom:
            self.zoom = percent
            self.apply()

    def listen_for_zoom(self, window: QWidget) -> None:
        """Let Ctrl with =, - and 0 change the size of everything while `window` is in front."""
        for keys, act in (
            ("Ctrl+=", self.zoom_in),
            ("Ctrl++", self.zoom_in),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", lambda: self.set_zoom(ZOOM_STEPS[0])),
        ):
            QtGui.QShortcut(QtGui.QKeySequence(keys), window).activated.connect(act)

    def _on_system_changed(self) -> None:
        preference = self._accessibility.contrastPreference()
        is_high = preference == QtCore.Qt.ContrastPreference.HighContrast
        was_high = bool(self._app.property(_HIGH_CONTRAST))
        was_dark = self._is_dark()
        self._app.setProperty(_HIGH_CONTRAST, is_high)
        scheme = self._hints.colorScheme()
        if scheme != QtCore.Qt.ColorScheme.Unknown:
            self._system_is_dark = scheme == QtCore.Qt.ColorScheme.Dark
        if is_high != was_high or self._is_dark() != was_dark:
            self.apply()

    def _is_dark(self) -> bool:
        return self._system_is_dark if self._forced_dark is None else self._forced_dark


def apply_theme(app: QApplication, *, dark: bool | None = None) -> Theme:
    """Dress the application and keep it dressed. `dark` overrides the system, for trials.

    The application must have been made with STYLE among its arguments: asking Qt for its style
    afterwards takes a tenth of the whole start.
    """
    theme = Theme(app, dark=dark)
    theme.apply()
    return theme


def tokens_now() -> Tokens:
    """Return the colours in force, for what is painted by hand."""
    palette = QGuiApplication.palette()
    app = QtCore.QCoreApplication.instance()
    if app is not None and app.property(_HIGH_CONTRAST):
        return _tokens_of_system(palette)
    return DARK if _is_dark(palette) else LIGHT


def zoomed(px: int) -> int:
    """Return a length at the zoom in force, which is known by the size of the type."""
    font_px = QGuiApplication.font().pixelSize()
    return px if font_px <= 0 else round(px * font_px / BODY_PX)


def palette_of(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window, role.AlternateBase), tokens.ground),
        ((role.Base, role.Button, role.ToolTipBase), tokens.paper),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), tokens.ink),
        ((role.PlaceholderText,), tokens.secondary),
        ((role.Highlight, role.Accent), tokens.action_ground),
        ((role.HighlightedText, role.BrightText), tokens.on_action),
        ((role.Link, role.LinkVisited), tokens.action),
        ((role.Mid, role.Midlight), tokens.line),
        ((role.Dark, role.Shadow), tokens.edge),
        ((role.Light,), tokens.paper),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(tokens.secondary))
    return palette


def sheet_of(tokens: Tokens, zoom: int) -> str:
    sheet = (_HERE / "styles" / "custody.qss").read_text("utf-8")
    ink = "dark" if tokens is DARK else "light"
    return Template(sheet).substitute(
        tokens._asdict(),
        **_lengths(zoom),
        arrow_down=(_HERE / "icons" / f"arrow_down_{ink}.svg").as_posix(),
        tick=(_HERE / "icons" / f"tick_{ink}.svg").as_posix(),
    )


def sheet_of_edges(zoom: int) -> str:
    """Return the sheet for high contrast: edges in the system's own colours."""
    sheet = (_HERE / "styles" / "high_contrast.qss").read_text("utf-8")
    mark = round(_MARK_PX * zoom / 100)
    pad = round(_EDGE_PAD_PX * zoom / 100)
    return Template(sheet).substitute(
        mark=f"{mark}px", round=f"{mark // 2 + _PROBLEM_EDGE_PX}px", pad=f"{pad}px"
    )


def tone_colour(tone: str) -> str:
    """Return the colour that repeats what a word says: danger, done, action or secondary."""
    tokens = tokens_now()
    return {
        "danger": tokens.danger,
        "done": tokens.confirm,
        "action": tokens.action,
        "secondary": tokens.secondary,
    }.get(tone, tokens.ink)


def _is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < _DARK_BELOW


def _lengths(zoom: int) -> dict[str, str]:
    sizes = {
        "body": BODY_PX,
        "small": SMALL_PX,
        "subheading": SUBHEADING_PX,
        "heading": HEADING_PX,
        "display": DISPLAY_PX,
        **{f"px{space}": space for space in _SPACES},
    }
    lengths = {name: max(1, round(size * zoom / 100)) for name, size in sizes.items()}
    # A thicker edge takes its pixels from the padding, so that nothing moves when focus arrives.
    thin = lengths["px1"]
    for space in _SPACES:
        lengths[f"focus{space}"] = max(0, lengths[f"px{space}"] - (_FOCUS_EDGE_PX - thin))
        lengths[f"problem{space}"] = max(0, lengths[f"px{space}"] - (_PROBLEM_EDGE_PX - thin))
    lengths["half_dot"] = lengths["px16"] // 2 + 2
    return {name: str(length) for name, length in lengths.items()}


def _tokens_of_system(palette: QPalette) -> Tokens:
    """Return the system's own pair of colours for everything: words and shapes say the rest."""
    role = QPalette.ColorRole
    ink = palette.color(role.WindowText).name()
    ground = palette.color(role.Window).name()
    chosen, on_chosen = palette.color(role.Highlight).name(), palette.color(role.HighlightedText)
    inks = dict.fromkeys(Tokens._fields, ink)
    behind = "ground paper hover bar bar_hover warn_ground focus_ground line chosen"
    grounds = dict.fromkeys(behind.split(), ground)
    on_fill = dict.fromkeys(("on_action", "on_confirm", "on_danger"), on_chosen.name())
    fill = dict.fromkeys(
        ("action_ground", "confirm_ground", "confirm_hover", "danger_ground", "focus"),
        chosen,
    )
    return Tokens(**{**inks, **grounds, **fill, **on_fill, "focus_ink": on_chosen.name()})
