"""The negative control: a window that breaks each rule once. Run as a program, with a fault."""

import sys

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)


def main(fault: str) -> int:
    app = QApplication([])
    window = QWidget()
    rows = QFormLayout(window)
    family, given, save = QLineEdit(), QLineEdit(), QPushButton("&Save")
    rows.addRow("&Family name", family)
    rows.addRow("&Given name", given)
    if fault == "trap":
        rows.addRow("&Notes", QPlainTextEdit())
    rows.addRow(save)
    if fault == "nameless":
        rows.addRow(QPushButton())
    if fault == "nameless combo":
        combo = QComboBox()  # A value, and even a name: neither says what it asks.
        combo.addItem("Today")
        combo.setAccessibleName("Day")
        rows.addRow(combo)
    if fault == "order":
        QWidget.setTabOrder(save, given)
        QWidget.setTabOrder(given, family)
    window.setWindowTitle("Faults")
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
