"""Whether the files of the last days are still there, found out without keeping anyone waiting."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from threading import Thread


class Looked:
    """Looks at files one after the other, in a thread: a share that is gone may take a minute to say so.

    `changed` fills up meanwhile: by path when the file was last changed, None where it is not found.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = tuple(paths)
        self.changed: dict[str, datetime | None] = {}
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether all files have been looked at."""
        return len(self.changed) == len(self._paths)

    def _look(self) -> None:
        for path in self._paths:
            try:
                self.changed[path] = datetime.fromtimestamp(Path(path).stat().st_mtime)  # noqa: DTZ006  # local time
            except (OSError, ValueError):
                self.changed[path] = None
