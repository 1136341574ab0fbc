"""The window. Shows a ReportEditor and turns gestures into calls; no rules, no file formats."""

# Before PySide6: from then on it reads the source of every module that is imported, which takes a
# millisecond each.
from govreport_gui.files import settings  # noqa: F401

__all__ = ()
