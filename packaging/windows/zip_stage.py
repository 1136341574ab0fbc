"""zip_stage.py STAGE ZIP FOLDER: the staged folder as a zip, with FOLDER around it; the same files, the same zip."""

import sys
import zipfile
from pathlib import Path


def main() -> None:
    """Write it beside its place first: a zip appears whole or not at all."""
    stage, target, folder = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    part = target.with_name(f"{target.name}.part")
    with zipfile.ZipFile(part, "w") as archive:
        for source in sorted(each for each in stage.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(f"{folder}/{source.relative_to(stage).as_posix()}", (2020, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, source.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    part.rename(target)


main()
