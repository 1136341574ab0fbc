#!/usr/bin/env bash
# Are the checks awake? Each cause is broken once, in a copy, and the check for it must not hold.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.." || exit
# shellcheck source=packaging/windows/wine/ready.sh
. packaging/windows/wine/ready.sh

# ── the staged folder ────────────────────────────────────────────────
copy=$WORK/copy
qt=$copy/lib/PySide6
cp -r "$STAGE" "$copy"
printf x | dd of="$qt/Qt6Core.dll" bs=1 seek=900000 conv=notrunc status=none
fails_when '改动 Qt6Core.dll 一个字节' check_signatures "$copy"
cp "$STAGE/lib/PySide6/Qt6Core.dll" "$qt/"
cp "$copy/runtime/python3.dll" "$copy/runtime/select.pyd"
fails_when '换成没有签名的 select.pyd' check_signatures "$copy"
cp "$STAGE/runtime/select.pyd" "$copy/runtime/"
rm "$qt/Qt6Gui.dll"
fails_when '删去 Qt6Gui.dll' check_closure "$copy"
cp "$STAGE/lib/PySide6/Qt6Gui.dll" "$qt/"
mv "$copy/lib/openpyxl" "$copy/lib/other"
fails_when '删去 openpyxl' check_closure "$copy"
mv "$copy/lib/other" "$copy/lib/openpyxl"
cp "$C/windows/system32/version.dll" "$copy/runtime/"
fails_when '混进 Wine 的 version.dll' check_closure "$copy"
rm -rf "$copy"

# ── what the installer left ──────────────────────────────────────────
make_older
make_variant same "$STAGE" "$version"
setup_silent 'C:\same.exe' "$folder"
win_quiet reg export 'HKCU\Software' 'C:\good.reg' /y
mended() { win_quiet reg import 'C:\good.reg'; }

rm "$folder/lib/PySide6/translations/qtbase_zh_CN.qm"
fails_when '装好后少一个文件' check_files
cp "$STAGE/lib/PySide6/translations/qtbase_zh_CN.qm" "$folder/lib/PySide6/translations/"
fails_when '登记的是别的版本' check_entry 9.9.9
win_quiet reg delete "$uninstall" /v QuietUninstallString /f
fails_when '没有登记静默卸载' check_entry "$version"
mended
win_quiet reg delete "$classes\\.govreport" /v 'Content Type' /f
fails_when '没有登记 MIME 类型' check_association
mended
win_quiet reg add "$classes\\govreport.report\\shell\\open\\command" /ve /d '"C:\other.exe" "%1"' /f
fails_when '打开方式是别的程序' check_association
fails_when '打开方式是别的程序' check_window
mended
mv "$menu" "$WORK/menu"
fails_when '没有开始菜单图标' check_icons no
mv "$WORK/menu" "$menu"
touch "$desktop"
fails_when '没有要求也放了桌面图标' check_icons no
rm "$desktop"

# ── the program ──────────────────────────────────────────────────────
# $1: what is taken out of the installed program while the rest, a check, runs.
without() {
    mv "$folder/$1" "$WORK/away"
    fails_when "缺少 $1" "${@:2}"
    mv "$WORK/away" "$folder/$1"
}
without lib/openpyxl check_selftest
without app/govreport_gui/_resources/formats check_selftest
without runtime/python311._pth check_isolation
fails_when '什么也不缺' check_missing ''
without lib/PySide6/plugins/platforms/qwindows.dll check_window
fails_when '键入的数没有错' check_window 0
fails_when '没有撤销' check_window -1 F9
fails_when '没有保存' check_window -1 ctrl+z F9
# A lock that everybody gets who asks for it.
lock=govreport_gui/files/saving/os_lock
PYTHONPATH=packaging/windows .venv/bin/python - "$lock.py" "$folder/app/$lock.pyc" <<'END'
import sys
from pathlib import Path
from python_runtime import compiled
source, there = map(Path, sys.argv[1:])
text = source.read_text(encoding="utf-8")
open_to_all = text.replace("return Hold.TAKEN if error.errno in _TAKEN else Hold.UNKNOWN", "return Hold.OURS")
assert open_to_all != text
there.write_bytes(compiled(open_to_all.encode(), str(source)))
END
fails_when '谁都拿得到锁' check_two
cp "$STAGE/app/$lock.pyc" "$folder/app/$lock.pyc"

# ── refusals, update, removal: installers that lack a step; small ones, where the program need not run ───────────
small=$WORK/small
mkdir -p "$small"/{runtime,lib,app,licences} && touch "$small"/{runtime,lib,app,licences}/file
cp "$STAGE"/*.exe "$small/"
make_variant careless "$small" "$version" '/^  Call CheckRunning/d'
fails_when '安装程序不看程序是否开着' check_running 'C:\careless.exe'
make_variant adding "$STAGE" "$version" '/^  Call RemoveProgram/d'
fails_when '更新时不删旧模块' check_update 'C:\adding.exe' 'C:\older.exe' "$version"

uninstall_silent
rm -rf "$folder"
make_variant anywhere "$small" "$version" 's/OLDEST 17763/OLDEST 1/'
fails_when '安装程序不看 Windows 版本' check_old_windows 'C:\anywhere.exe'
uninstall_silent
make_variant brute "$small" "$version" '/^  Call CheckFolder/d'
fails_when '安装程序不看文件夹里有什么' check_foreign_folder 'C:\brute.exe'
folder="$C/别 的" uninstall_silent # else the wizard would offer that folder
make_variant plain "$small" "$version" '/SHOWREADME_FUNCTION/d'
fails_when '向导不放桌面图标' check_wizard 'C:\plain.exe'
make_variant leaving "$small" "$version" '/ExecWait/d'
fails_when '改装时旧的留下' check_moved 'C:\leaving.exe'

# $1: what is wrong with this removal, $2: the sed script that makes it so.
bad_removal() {
    make_variant bad "$small" "$version" "$2"
    setup_silent 'C:\bad.exe' "$folder"
    fails_when "$1" check_removal
    rm -rf "$folder"
}
# shellcheck disable=SC2016 # the variables are those of NSIS
{
    bad_removal '卸载时留下文件类型' '/DeleteRegKey HKCU .*TYPE/d'
    bad_removal '卸载时留下程序' '/un.RemoveProgram$/d'
    bad_removal '卸载时删去设置' 's/^Section "Uninstall"/&\nRMDir \/r "$LOCALAPPDATA\\${NAME}"/'
    bad_removal '卸载时删去程序文件夹里的报告' 's/^  RMDir "$INSTDIR" .*/  RMDir \/r "$INSTDIR"/'
}
finish
