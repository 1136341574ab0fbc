"""Parts packed into one file (.docx, .xlsx): the same parts give the same bytes, without a time or a system in them."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """The file that has these parts, by their paths in it, in that order."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            entry = ZipInfo(name)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            zipped.writestr(entry, content)
    return file.getvalue()
