"""How tall a row will be, before it is made: a guess that need not be right, only cheap."""

from ui.screening.question import EditorKind, QuestionShown

_PX_A_ROW, _PX_A_LINE = 52, 30
_LETTERS_A_LINE, _LETTERS_A_BUTTON = 70, 6


def px_guessed(question: QuestionShown) -> int:
    if not question.is_shown:
        return 0
    options = question.item.options
    if not options or question.kind is EditorKind.COMBO:
        return _PX_A_ROW + _PX_A_LINE
    letters = sum(len(option.label) + _LETTERS_A_BUTTON for option in options)
    return _PX_A_ROW + _PX_A_LINE * (letters // _LETTERS_A_LINE)
