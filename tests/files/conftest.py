"""What the tests of files ask for."""

import pytest

from govreport_gui.files.pdf.fonts import Fonts


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    """The face that ships with the program, so that pages are the same on every machine."""
    return Fonts(bundled_only=True)
