"""What this program runs on, for whoever helps the clerk."""

from PySide6 import __version__ as qt_version

from govreport_gui import __version__


def line() -> str:
    """Program, Qt, Python and system, in one line."""
    import platform  # noqa: PLC0415  # a start without faults does not need it

    return f"公开年报 {__version__}，Qt {qt_version}，Python {platform.python_version()}，{platform.platform()}"
