"""Whether the faces that ship are here: without network or package lists `make setup` says that it has none."""

import pytest

from govreport_gui.files import resources

NAMES = (
    *("song.otf", "hei.otf", "fangsong.otf", "kai.otf"),
    *("rare.ttf", "arabic.ttf", "mongolian.ttf", "tibetan.ttf", "yi.ttf"),
)
needed = pytest.mark.skipif(
    not all(resources.path(f"fonts/{name}").exists() for name in NAMES),
    reason="the packages of the faces that ship could not be fetched on this machine",
)
