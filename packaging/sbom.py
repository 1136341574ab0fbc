"""sbom.py VERSION LIST OUT [NAME=VERSION …]: what a package is made of, as CycloneDX 1.5 JSON, for those who must know.

LIST  names and hashes of the wheels that are in it; further arguments: what is in it and no
      wheel, as python=3.11.7. Fonts and icons, which are in every package, stand in parts.txt.
The same list gives the same file. A part whose licence nobody has written down here ends it with exit 1.
"""

import json
import re
import sys
import uuid
from pathlib import Path
from typing import Final

_OURS: Final = uuid.UUID("5d0d47a4-3a0e-5b39-9f5b-0f4f6f3a2c11")
_LICENCES: Final = {
    "charset-normalizer": "MIT",
    "et-xmlfile": "MIT",
    "fandol": "GPL-3.0-or-later WITH Font-exception-2.0",
    "lucide": "ISC AND MIT",
    "lxgw-wenkai": "OFL-1.1-RFN",
    "noto-fonts": "OFL-1.1",
    "noto-sans-sc": "OFL-1.1",
    "noto-serif-sc": "OFL-1.1",
    "numpy": "BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1 AND LGPL-2.1-or-later",
    "olefile": "BSD-2-Clause",
    "onnxruntime": "MIT",
    "openpyxl": "MIT",
    "pillow": "MIT-CMU",
    "platformdirs": "MIT",
    "pp-ocrv6-det-small": "Apache-2.0",
    "pp-ocrv6-rec-small": "Apache-2.0",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "python": "PSF-2.0",
    "python-calamine": "MIT",
    "reportlab": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "uharfbuzz": "Apache-2.0 AND MIT-Modern-Variant",
    "visual-c-runtime": "LicenseRef-Microsoft-Redistributable",
    "wqy-microhei": "Apache-2.0 OR GPL-3.0-or-later",
    "xlsxwriter": "BSD-2-Clause",
}
_NOT_SHIPPED: Final = {"panda3d", "rapidocr"}
"""They only carry the DLLs of Python, and the models that stand in recogniser/parts.txt."""


def main() -> None:
    """Write it, the parts in the order of their names."""
    version, listed, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    parts = [*_wheels(listed.read_text(encoding="utf-8")), *(_other(each) for each in sys.argv[4:])]
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_OURS, json.dumps(parts) + version)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "govreport-gui",
                "version": version,
                "licenses": [{"expression": "MIT"}],
            }
        },
        "components": sorted(parts, key=lambda part: str(part["name"])),
    }
    target.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _wheels(text: str) -> list[dict[str, object]]:
    found = []
    for line in text.splitlines():
        match = re.match(r"([A-Za-z0-9_.-]+)==(\S+)", line)
        if match is None:
            continue
        name = re.sub(r"[-_.]+", "-", match[1]).lower()
        if name in _NOT_SHIPPED:
            continue
        hashes = [{"alg": "SHA-256", "content": each} for each in re.findall(r"sha256:([0-9a-f]{64})", line)]
        # Several hashes are several files of one version; then the version says it all.
        one = {"hashes": hashes} if len(hashes) == 1 else {}
        found.append(_part(name, match[2]) | {"purl": f"pkg:pypi/{name}@{match[2]}"} | one)
    return found


def _other(given: str) -> dict[str, object]:
    name, _, version = given.partition("=")
    return _part(name, version)


def _part(name: str, version: str) -> dict[str, object]:
    if name not in _LICENCES:
        sys.exit(f"✕ {name}：packaging/sbom.py 里没有写它的许可证")
    return {"type": "library", "name": name, "version": version, "licenses": [{"expression": _LICENCES[name]}]}


main()
