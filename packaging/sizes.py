"""sizes.py NAME=FOLDER …: what each of these staged programs is made of, in MB (10⁶ bytes), as a Markdown table."""

import re
import sys
from pathlib import Path
from typing import Final

_PARTS: Final = {
    "许可证": r"(^|/)(licences|share/doc)/",
    "识别模型": r"(^|/)models/",
    "ONNX Runtime": r"(^|/)onnxruntime/",
    "NumPy": r"(^|/)numpy(\.libs)?/",
    "字体": r"_resources/fonts/",
    "程序自己": r"(^|/)govreport_gui/|^app/start|^start\.py|(^|/)share/(man|applications|mime|icons)/",
    "启动程序": r"^govreport(-gui)?\.exe$|(^|/)govreport-gui/govreport$",
    "Qt 和 PySide6": r"(^|/)(PySide6|shiboken6)/",
    "PDFium": r"(^|/)pypdfium2(_raw)?/",
    "reportlab": r"(^|/)reportlab/",
    "Pillow": r"(^|/)(PIL|pillow\.libs)/",
    "python-calamine": r"(^|/)python_calamine/",
    "openpyxl": r"(^|/)(openpyxl|et_xmlfile)/",
    "charset-normalizer": r"(^|/)charset_normalizer/|__mypyc",
    "XlsxWriter": r"(^|/)xlsxwriter/",
    "uharfbuzz": r"(^|/)uharfbuzz/",
    "olefile": r"(^|/)olefile/",
    "Python": r"(^|/)runtime/|base_library\.zip$|libpython|lib-dynload/|python3",
    "其他": r"",
}
"""The first that fits a file's place names the part."""


def main() -> None:
    """Print the table: a column each folder, the largest part of the first one on top."""
    given = dict(each.split("=", 1) for each in sys.argv[1:])
    columns = [_sizes(Path(folder)) for folder in given.values()]
    first = columns[0]
    parts = sorted(filter(lambda part: any(column[part] for column in columns), _PARTS), key=lambda part: -first[part])
    print(f"|  | {' | '.join(given)} |")
    print("| --- |" + " ---: |" * len(columns))
    for part in parts:
        print(f"| {part} | " + " | ".join(f"{column[part] / 1e6:.1f}" for column in columns) + " |")
    print("| 合计 | " + " | ".join(f"{sum(column.values()) / 1e6:.1f}" for column in columns) + " |")


def _sizes(folder: Path) -> dict[str, int]:
    found = dict.fromkeys(_PARTS, 0)
    for each in folder.rglob("*"):
        if each.is_file() and not each.is_symlink():
            name = each.relative_to(folder).as_posix()
            part = next(part for part, kind in _PARTS.items() if re.search(kind, name))
            found[part] += each.stat().st_size
    return found


main()
