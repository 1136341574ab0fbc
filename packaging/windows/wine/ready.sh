# shellcheck shell=bash
# To be sourced by acceptance.sh, broken.sh and msi.sh (which sets kind): the tools, a Wine and a screen in a folder that goes at the end, and the
# counting of what held.

# shellcheck source=packaging/linux/needs.sh
. packaging/linux/needs.sh
need wine=wine wineboot=wine wineserver=wine64 x86_64-w64-mingw32-gcc=gcc-mingw-w64-x86-64-win32 makensis=nsis \
    localedef=libc-bin Xvfb=xvfb openbox=openbox xdotool=xdotool convert=imagemagick import=imagemagick osslsigncode=osslsigncode

[[ -e /usr/share/i18n/locales/zh_CN ]] || need =locales
STAGE=$PWD/build/windows/stage
version=$(.venv/bin/python packaging/windows/stage_windows.py --version)
python=python$(.venv/bin/python packaging/windows/stage_windows.py --python | tr -d .) # its DLL, without the ending
setup=dist/govreport-$version-setup.exe
made=$setup
[[ ${kind:-} != msi ]] || made=dist/govreport-$version.msi
[[ -d $STAGE && -f $made ]] || skip "还没有 $made，先运行 make ${kind:-windows}"
setup="Z:${PWD//\//\\}\\${setup//\//\\}"
EVIDENCE=$PWD/out/windows
WORK=$(mktemp -d)
mkdir -p "$EVIDENCE"

passed=0 failed=0
tell() { printf '%s %s\n' "$1" "$2" | tee -a "$EVIDENCE/${0##*/}.txt"; }
rm -f "$EVIDENCE/${0##*/}.txt"

# $1: what should hold; the rest: the check.
holds_that() {
    if "${@:2}" >"$WORK/said" 2>&1; then
        tell ✓ "$1"
        passed=$((passed + 1))
    else
        tell ✕ "$1"
        sed 's/^/    /' "$WORK/said" "$WORK/program.log" 2>/dev/null | tail -12
        failed=$((failed + 1))
    fi
}

# $1: what was broken; the rest: the check, which must not hold. The last that it said tells whether that was the reason.
fails_when() {
    if "${@:2}" >"$WORK/said" 2>&1; then
        tell ✕ "$1，${2#check_} 没有发现"
        failed=$((failed + 1))
    else
        tell ✓ "$1，${2#check_} 发现了$(tail -1 "$WORK/said" | tr -d '\r' | cut -c1-100 | sed 's/^./：&/')"
        passed=$((passed + 1))
    fi
}

finish() {
    tell '' "${SECONDS}秒"
    echo "$passed passed, $failed failed"
    exit $((failed != 0))
}

# Another installer than the real one, not compressed: $1 its name, $2 its folder, $3 its version, then a sed script that
# changes installer.nsi.
make_variant() {
    sed "${4:-}" packaging/windows/installer.nsi >"$WORK/$1.nsi"
    if [[ -n ${4:-} ]] && cmp -s packaging/windows/installer.nsi "$WORK/$1.nsi"; then
        echo "make_variant $1: nothing was changed" >&2
        exit 1
    fi
    NSI=$WORK/$1.nsi bash packaging/windows/make_installer.sh "$2" "$3" "$WORK/$1.exe" -DQUICK >/dev/null
    cp "$WORK/$1.exe" "$C/$1.exe"
}

# killed-STEP.exe for each step of installer.nsi: the real one, cut off there; cut.exe: a file is cut while it is written.
make_cut_off() {
    local step
    for step in $(sed -n 's/^  ; step //p' packaging/windows/installer.nsi); do
        make_variant "killed-$step" "$STAGE" "$version" "s/^  ; step $step\$/  System::Call 'kernel32::ExitProcess(i 3)'/"
    done
    make_variant cut "$STAGE" "$version" \
        's/^  ; step unpacked$/  FileOpen $0 "$INSTDIR\\program-new\\program\\lib\\PySide6\\QtGui.pyd" w\n  FileClose $0/'
    x86_64-w64-mingw32-gcc -Os -s -municode -o "$WORK/hold.exe" "$here/hold.c"
}

# An older build in $WORK/older: 0.0.9, with modules that the new one has no more.
stage_older() {
    cp -r "$STAGE" "$WORK/older"
    PYTHONPATH=packaging/windows .venv/bin/python - "$WORK/older/program/app/govreport_gui" <<'END'
import sys
from pathlib import Path
from python_runtime import compiled
from stage_windows import list_files
package = Path(sys.argv[1])
(package / "__init__.pyc").write_bytes(compiled(b'__version__ = "0.0.9"\n', "govreport_gui/__init__.py"))
(package / "stale.pyc").write_bytes(compiled(b"", "stale.py"))
(package.parents[1] / "lib" / "stale").mkdir()
(package.parents[1] / "lib" / "stale" / "module.pyc").write_bytes(compiled(b"", "module.py"))
list_files(package.parents[2])
END
}

make_older() { stage_older && make_variant older "$WORK/older" 0.0.9; }

# shellcheck source=packaging/windows/wine/prefix.sh
. packaging/windows/wine/prefix.sh
# shellcheck source=packaging/windows/wine/checks.sh
. packaging/windows/wine/checks.sh
trap 'leave_wine; rm -rf --one-file-system "$WORK"' EXIT
make_prefix "$here"
open_screen
