import sys

from PySide6.QtCore import QObject, Signal


class Speaker(QObject):
    spoken = Signal()


def test_a_signal_loses_no_reference_to_true() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one at every emit and aborts after some 570 of them."""
    speaker = Speaker()
    speaker.spoken.emit()
    before = sys.getrefcount(True)
    for _ in range(100):
        speaker.spoken.emit()
    assert abs(sys.getrefcount(True) - before) < 50
