"""How well reports are read, form by form, as a table: every file of the collection that has true values.

Each row: how many files and cells; of these right (in brackets: right, but said to be doubtful), wrong without a word,
wrong and said to be doubtful, missing and said, missing without a word; whether unit, year and form are right;
then the slowest file in seconds and the most memory that reading one took, in MB beyond what the program has anyway.

A cell that the source leaves blank and that came out blank is right. Each file is read in a process of its own.
"""

import json
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from govreport_gui.core.values import read

COLLECTION = Path(__file__).parents[2] / "shared" / "reports"
READ = """
import json, resource, sys, time
from pathlib import Path
from govreport_gui.files import resources
from govreport_gui.files.errors import OutsideError
from govreport_gui.files.sources import reading
resources.formats()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
try:
    found = reading.read(Path(sys.argv[1]))
except OutsideError as error:
    print(json.dumps({"error": str(error)}))
    sys.exit()
print(json.dumps({
    "error": "", "seconds": time.perf_counter() - start,
    "memory": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
    "cells": dict(found.document.cells), "unit": found.document.unit, "year": found.document.year,
    "form": found.document.format,
    "told": [cell for entry in found.account if entry.what in ("doubtful", "left_over") for cell in entry.cells],
}))
"""
HEAD = (
    f"{'形式':<14}{'份':>3}{'格':>6}{'正确':>6}{'(存疑)':>7}{'错':>4}{'错(存疑)':>8}{'缺(已说明)':>9}{'缺':>4}"
    f"{'单位年度格式':>8}{'秒':>7}{'MB':>6}"
)


def truth_of(path: Path) -> dict[str, Any]:
    name = path.name.partition(".")[0]
    for folder in (path.parent, COLLECTION):
        file = folder / f"{name}.truth.json"
        if file.is_file():
            truth: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
            return truth
    return {}


def form_of(path: Path) -> str:
    kind = ".".join(path.name.split(".")[1:])
    return f"{path.parent.name}/{kind}" if path.parent.name == "layouts" else kind


def counted(path: Path, truth: dict[str, Any]) -> dict[str, float]:
    command = [sys.executable, "-c", READ, str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)
    if found["error"]:
        print(f"  {path.name}：{found['error']}")
        return {"files": 1, "cells": len(truth["cells"]), "lost": len(truth["cells"])}
    result: dict[str, float] = defaultdict(int, files=1, cells=len(truth["cells"]))
    told = set(found["told"])
    for cell, value in truth["cells"].items():
        text = found["cells"].get(cell, "")
        wanted = None if value is None else Decimal(str(value))
        if read(text).number == wanted and (wanted is not None or not text):
            result["right"] += 1
            result["doubtful"] += cell in told
        elif text:
            result["wrong told" if cell in told else "wrong"] += 1
        else:
            result["lost told" if cell in told else "lost"] += 1
    known = "year" not in truth or (found["unit"], found["year"]) == (truth["unit"], truth["year"])
    forms = truth.get("forms", {}).get("proactive") or truth.get("form")
    result["known"] = known and forms in {None, found["form"]}
    return {**result, "seconds": found["seconds"], "memory": found["memory"]}


def main() -> None:
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    for path in sorted(COLLECTION.rglob("*.*")):
        truth = truth_of(path) if path.suffix not in {".json", ".md"} else {}
        if truth:
            rows[form_of(path)].append(counted(path, truth))
    if not rows:
        print("跳过：检出的目录旁没有年报集（../shared/reports）。")
        return
    print(HEAD)
    for form, each in [*sorted(rows.items()), ("合计", [row for every in rows.values() for row in every])]:
        total = {
            name: sum(row.get(name, 0) for row in each) for name in ("files", "cells", "right", "doubtful", "wrong")
        }
        more = {name: sum(row.get(name, 0) for row in each) for name in ("wrong told", "lost told", "lost", "known")}
        most = {name: max(row.get(name, 0) for row in each) for name in ("seconds", "memory")}
        print(
            f"{form:<16}{total['files']:>4}{total['cells']:>7}{total['right']:>8}{total['doubtful']:>9}"
            f"{total['wrong']:>5}{more['wrong told']:>10}{more['lost told']:>12}{more['lost']:>5}"
            f"{more['known']:>10}/{len(each)}{most['seconds']:>9.2f}{most['memory']:>6.0f}"
        )


if __name__ == "__main__":
    main()
