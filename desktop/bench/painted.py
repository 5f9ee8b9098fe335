"""A process that says when its window has been painted: the unlock window, or a bare one.

Run as a file by startup.py, so that nothing of the bench is imported along with it.
"""

import gc
import sys
from pathlib import Path


def _say_when_painted(widget: object) -> None:
    from PySide6.QtCore import QEvent, QObject

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            is_painted = event.type() is QEvent.Type.Paint
            if is_painted:
                # Written straight away: the paint that this event asks for follows in C++.
                sys.stdout.write("painted\n")
                sys.stdout.flush()
            return False

    assert isinstance(widget, QObject)
    widget.watch = Watch(widget)  # type: ignore[attr-defined]
    widget.installEventFilter(widget.watch)  # type: ignore[attr-defined]


def _unlock(folder: Path) -> int:
    # What `python -m desktop` does, up to the event loop.
    gc.disable()
    from PySide6.QtWidgets import QApplication

    from desktop.launch import Launch
    from ui.theme import STYLE, apply_theme

    app = QApplication([sys.argv[0], *STYLE])
    launch = Launch(app, folder, apply_theme(app))
    _say_when_painted(launch.unlock)
    launch.show_unlock()
    return app.exec()


def _bare() -> int:
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(1280, 800)
    _say_when_painted(window)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    sys.exit(_unlock(Path(sys.argv[2])) if sys.argv[1] == "unlock" else _bare())
