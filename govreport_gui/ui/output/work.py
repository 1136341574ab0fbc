"""Putting files out step by step, so that the window stays alive and can say how far it is."""

from collections.abc import Generator

from PySide6.QtCore import QObject, QTimer, Signal

from govreport_gui.files.errors import OutsideError
from govreport_gui.files.output.pack import Packed


class Work(QObject):
    """Takes the steps of `pack.put_out`, one in each round of the event loop."""

    step = Signal(str)
    """What comes next, in words."""
    done = Signal(object)
    """All is written: a Packed."""
    failed = Signal(str)
    """Nothing more comes; why, in a sentence."""

    def __init__(self, parent: QObject, steps: Generator[str, None, Packed]) -> None:
        super().__init__(parent)
        self._steps = steps
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def cancel(self) -> None:
        """Take no further step: before the last one nothing has been written."""
        self._timer.stop()
        self._steps.close()

    def _go_on(self) -> None:
        try:
            words = next(self._steps)
        except StopIteration as end:
            self.done.emit(end.value)
        except OutsideError as error:
            self.failed.emit(str(error))
        else:
            self.step.emit(words)
            self._timer.start(0)
