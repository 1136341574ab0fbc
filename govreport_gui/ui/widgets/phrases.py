"""A button with phrases that are often needed, which go into a text where its caret is: Ctrl+Z takes them back."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QMenu, QPlainTextEdit, QPushButton

_LONGEST: Final = 30
"""Most characters of a phrase that are shown in the menu; all of it goes into the text."""


def button(name: str, text: QPlainTextEdit, phrases: Sequence[str]) -> QPushButton:
    """The button of that name, with a menu in which every phrase has its digit."""
    made = QPushButton(name)
    menu = QMenu(made)

    def put(words: str) -> None:
        caret = text.textCursor()
        caret.beginEditBlock()  # else Qt takes it and what was typed before it for one step
        caret.insertText(words)
        caret.endEditBlock()
        text.setFocus()

    for number, words in enumerate(phrases, 1):
        menu.addAction(f"&{number} {_on_one_line(words)}").triggered.connect(lambda _=False, words=words: put(words))
    made.setMenu(menu)
    return made


def _on_one_line(words: str) -> str:
    line = " ".join(words.split())
    return (line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…").replace("&", "&&")
