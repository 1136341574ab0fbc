#!/usr/bin/env bash
# tests/core and tests/files on the Python and the libraries that are shipped, under Wine. Part of `make windows-test`.
# $@: what else pytest is told, as -k NAME.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.." || exit
# shellcheck source=packaging/windows/wine/ready.sh
. packaging/windows/wine/ready.sh

# What tests need, at the versions of requirements.txt, as built for Windows.
grep -E '^(colorama|hypothesis|iniconfig|packaging|pluggy|Pygments|pytest|sortedcontainers|pefile)==' packaging/requirements.txt |
    sed 's/;.*//' >"$WORK/wanted.txt"
.venv/bin/python -m pip --disable-pip-version-check -q download --no-deps --only-binary=:all: --platform win_amd64 \
    --python-version "$(.venv/bin/python packaging/windows/stage_windows.py --python)" -d build/windows/test-wheels -r "$WORK/wanted.txt" ||
    skip "取不到测试要用的 Windows 软件包"
cp -r "$STAGE" "$C/tested"
lib=$C/tested/program/lib
for each in build/windows/test-wheels/*.whl; do .venv/bin/python -m zipfile -e "$each" "$lib"; done
# The project as a checkout has it: resources beside the package. Its code is that of the stage's sources.
mkdir "$C/project"
cp -r govreport_gui resources tests docs packaging pyproject.toml "$C/project/"
mkdir -p "$C/project/benchmarks" && cp benchmarks/*.py "$C/project/benchmarks/"
rm -rf "$C/tested/program/app/govreport_gui" "$C/tested/program/app/start.pyc"
# unittest is left out of the shipped library; pytest asks for it.
cp -r "$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')/unittest" "$lib/"
PYTHONPATH=packaging/windows .venv/bin/python - "$C/tested" <<'END'
import sys
from pathlib import Path
from python_runtime import compiled
from stage_windows import list_files
stage = Path(sys.argv[1])
start = b"""
import os, sys
sys.path[:0] = ["C:\\\\project"]
from govreport_gui.__main__ import _OWN, main
while sys.argv[1:2] == ["-X"]:
    del sys.argv[1:3]
if sys.argv[1:2] == ["-c"]:  # tests start this Python once more
    code = sys.argv[2]
    sys.argv[:] = ["-c", *sys.argv[3:]]
    exec(code, {"__name__": "__main__"})
elif sys.argv[1:2] and sys.argv[1] in _OWN:  # and the program itself
    sys.exit(main())
else:
    os.chdir("C:\\\\project")
    import pytest
    sys.exit(pytest.main(sys.argv[1:]))
"""
(stage / "program/app/start.pyc").write_bytes(compiled(start, "start.py"))
list_files(stage)
END

# Printing, through the driver that Wine has: the paper comes as PostScript, page for page.
check_printing() {
    local paper=$WORK/paper.ps code=0 sent
    rm -f "$paper"
    x86_64-w64-mingw32-gcc -Os -s -Wall -o "$C/add_printer.exe" "$here/add_printer.c" -lwinspool || return 1
    key 'HKCU\Software\Wine\Printing\Spooler' LPT1: "|cat >$paper"
    [[ ${1:-} == none ]] || win 'C:\add_printer.exe' || return 1
    cp "$here/print_sample.py" "$C/print_sample.py"
    sent=$(win 'C:\tested\govreport.exe' -c 'exec(open("C:/print_sample.py", encoding="utf-8").read())') || code=$?
    echo "$sent"
    [[ $code == 0 && -s $paper ]] || return 1
    echo "$(stat -c %s "$paper") bytes, $(grep -ac '^%%Page:' "$paper") pages"
    [[ $(head -c 4 "$paper") == %!PS && "pages $(grep -ac '^%%Page:' "$paper")" == "$(tail -1 <<<"$sent" | tr -d '\r')" ]]
}
fails_when '没有打印机' check_printing none
holds_that '打印：样例逐页送到打印机' check_printing
cat "$WORK/said"

left_out=()
while IFS=$'\t' read -r name _; do
    case $name in '#'* | '') ;; *::*) left_out+=("--deselect=$name") ;; *) left_out+=("--ignore=$name") ;; esac
done <"$here/left-out.txt"
timeout 7200 wine 'C:\tested\govreport.exe' -q -p no:pytest-qt -p no:cacheprovider -o addopts=--import-mode=importlib \
    -W ignore::pytest.PytestConfigWarning "${left_out[@]}" "$@" tests/core tests/files </dev/null 2>&1 | tee "$EVIDENCE/unit.txt" | tail -60
[[ ${PIPESTATUS[0]} == 0 ]] && tell ✓ 'tests/core、tests/files 在随附的 Python 上通过' || { tell ✕ 'tests/core、tests/files 在随附的 Python 上通过'; failed=$((failed + 1)); }
finish
