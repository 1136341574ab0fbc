"""The profile of the colours, as Pillow's little CMS reads it."""

from io import BytesIO
from itertools import product

from PIL import Image, ImageCms

from govreport_gui.files.pdf import colour


def test_the_profile_is_that_of_srgb() -> None:
    read = ImageCms.ImageCmsProfile(BytesIO(colour.profile()))
    assert ImageCms.getProfileDescription(read).strip() == colour.NAME
    assert read.profile.version == 2.1
    assert read.profile.xcolor_space == "RGB "
    assert read.profile.connection_space == "XYZ "
    assert ImageCms.isIntentSupported(read, ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Direction.OUTPUT)


def test_colours_come_out_as_with_the_profile_that_pillow_makes() -> None:
    steps = range(0, 256, 15)
    picture = Image.new("RGB", (len(steps) ** 2, len(steps)))
    picture.putdata(list(product(steps, repeat=3)))
    read = ImageCms.ImageCmsProfile(BytesIO(colour.profile()))
    through = ImageCms.profileToProfile(picture, read, ImageCms.createProfile("sRGB"))
    assert through is not None
    pairs = zip(picture.tobytes(), through.tobytes(), strict=True)
    assert max(abs(before - after) for before, after in pairs) <= 1


def test_it_is_the_same_each_time() -> None:
    first = colour.profile()
    colour.profile.cache_clear()
    assert colour.profile() == first
