#!/usr/bin/env bash
# Are the checks awake? Each cause is broken once, in a copy, and the check for it must not hold.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.." || exit
[[ $EUID != 0 || ${1:-} == inside ]] || exec unshare --mount --propagation private -- bash "$PWD/packaging/windows/wine/broken.sh" inside
# shellcheck source=packaging/windows/wine/ready.sh
. packaging/windows/wine/ready.sh

# ── the staged folder ────────────────────────────────────────────────
copy=$WORK/copy
qt=$copy/program/lib/PySide6
cp -r "$STAGE" "$copy"
printf x | dd of="$qt/Qt6Core.dll" bs=1 seek=900000 conv=notrunc status=none
fails_when '改动 Qt6Core.dll 一个字节' check_signatures "$copy"
cp "$STAGE/program/lib/PySide6/Qt6Core.dll" "$qt/"
cp "$copy/program/runtime/python3.dll" "$copy/program/runtime/select.pyd"
fails_when '换成没有签名的 select.pyd' check_signatures "$copy"
cp "$STAGE/program/runtime/select.pyd" "$copy/program/runtime/"
rm "$qt/Qt6Gui.dll"
fails_when '删去 Qt6Gui.dll' check_closure "$copy"
cp "$STAGE/program/lib/PySide6/Qt6Gui.dll" "$qt/"
mv "$copy/program/lib/openpyxl" "$copy/program/lib/other"
fails_when '删去 openpyxl' check_closure "$copy"
mv "$copy/program/lib/other" "$copy/program/lib/openpyxl"
cp "$C/windows/system32/version.dll" "$copy/program/runtime/"
fails_when '混进 Wine 的 version.dll' check_closure "$copy"
mkdir "$copy/program/lib/duckdb"
fails_when '混进 DuckDB' check_closure "$copy"
rmdir "$copy/program/lib/duckdb"
x86_64-w64-mingw32-gcc -Os -s -municode -o "$copy/govreport-gui.exe" "$here/hold.c"
fails_when '程序里没有各种文件的图标' check_closure "$copy"
rm -rf "$copy"

# ── what the installer left ──────────────────────────────────────────
make_older
make_variant same "$STAGE" "$version"
setup_silent 'C:\same.exe' "$folder"
win_quiet reg export 'HKCU\Software' 'C:\good.reg' /y
mended() { win_quiet reg import 'C:\good.reg'; }

rm "$folder/program/lib/PySide6/translations/qtbase_zh_CN.qm"
fails_when '装好后少一个文件' check_files
cp "$STAGE/program/lib/PySide6/translations/qtbase_zh_CN.qm" "$folder/program/lib/PySide6/translations/"
fails_when '登记的是别的版本' check_entry 9.9.9
win_quiet reg delete "$uninstall" /v QuietUninstallString /f
fails_when '没有登记静默卸载' check_entry "$version"
mended
win_quiet reg delete "$classes\\.govreport" /v 'Content Type' /f
fails_when '没有登记 MIME 类型' check_association
mended
win_quiet reg add "$classes\\govreport.rollup\\shell\\open\\command" /ve /d '"C:\other.exe" "%1"' /f
fails_when '汇总的打开方式是别的程序' check_collection 20
win_quiet reg delete "$classes\\.$(tail -1 <<<"$types" | cut -d' ' -f1)" /f
fails_when '没有登记最后一种文件' check_association
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
without program/lib/openpyxl check_selftest
without program/app/govreport_gui/_resources/formats check_selftest
without program/runtime/$python._pth check_isolation
fails_when '什么也不缺' check_missing ''
without program/lib/PySide6/plugins/platforms/qwindows.dll check_window '' '' '' 20
fails_when '键入的数没有错' check_window 0 '' '' 30
fails_when '没有撤销' check_window -1 F9 '' 30
fails_when '没有保存' check_window -1 ctrl+z F9 30
# A lock that everybody gets who asks for it.
lock=govreport_gui/files/saving/os_lock
PYTHONPATH=packaging/windows .venv/bin/python - "$lock.py" "$folder/program/app/$lock.pyc" <<'END'
import sys
from pathlib import Path
from python_runtime import compiled
source, there = map(Path, sys.argv[1:])
text = source.read_text(encoding="utf-8")
open_to_all = text.replace("return Hold.TAKEN if error.errno in _TAKEN else Hold.UNKNOWN", "return Hold.OURS")
assert open_to_all != text
there.write_bytes(compiled(open_to_all.encode(), str(source)))
END
fails_when '谁都拿得到锁' check_two 30
fails_when '再打开时不知道已经开着' check_again 'C:\second'
without program/app/govreport_gui/_resources/fonts check_outputs
cp "$STAGE/program/app/$lock.pyc" "$folder/program/app/$lock.pyc"

# ── refusals, update, removal: installers that lack a step; small ones, where the program need not run ───────────
small=$WORK/small
mkdir -p "$small/program/app" && touch "$small/program/app/start.pyc"
cp "$STAGE"/*.exe "$small/"
# As make_variant, of the small folder, and without the trial start.
make_small() { make_variant "$1" "$small" "$version" "s/nsExec::Exec.*/Push 0/;$2"; }
make_small careless '/^ *Call CheckRunning/d'
fails_when '安装程序不看程序是否开着' check_running 'C:\careless.exe'
setup_silent 'C:\same.exe' "$folder"
# shellcheck disable=SC2016 # the variables are those of NSIS
{
    make_variant adding "$STAGE" "$version" \
        's/^  ; step swapped/  CopyFiles \/SILENT "$INSTDIR\\program-old\\app\\*.*" "$INSTDIR\\program\\app"/'
    fails_when '更新时不删旧模块' check_update 'C:\adding.exe' 'C:\older.exe' "$version"
    make_variant careless "$STAGE" "$version" '/^  Call CheckVersion/d'
    fails_when '不看装着的是否更新' check_downgrade 'C:\careless.exe' "$version"

    # ── updates that go wrong ────────────────────────────────────────
    make_cut_off
    # As setups commonly do it: the old program goes first.
    away='s/^  ; step registered$/  RMDir \/r "$INSTDIR\\program"/'
    make_variant away "$STAGE" "$version" "$away"
    make_variant away-unpacked "$STAGE" "$version" "$away;s/^  ; step unpacked\$/  System::Call 'kernel32::ExitProcess(i 3)'/"
    fails_when '先删旧版再断' check_killed 'C:\away-unpacked.exe' 'C:\older.exe' 'C:\same.exe' "$version"
    make_variant between "$STAGE" "$version" \
        "s/^  ; step between\$/  RMDir \/r \"\$INSTDIR\\\\program-old\"\n  System::Call 'kernel32::ExitProcess(i 3)'/"
    fails_when '换的时候先删旧版再断' check_killed 'C:\between.exe' 'C:\older.exe' 'C:\same.exe' "$version"
    if [[ $EUID == 0 ]]; then
        fails_when '先删旧版，磁盘满' check_full_disk 'C:\away.exe' 'C:\older.exe' "$version"
        make_variant mute "$STAGE" "$version" '/^  SetErrorLevel 7/d'
        fails_when '磁盘满的退出码不对' check_full_disk 'C:\mute.exe' 'C:\older.exe' "$version"
    fi
    make_variant rude "$STAGE" "$version" 's/^    Call Place$/    RMDir \/r "$INSTDIR\\program"/'
    fails_when '不改名而先删，旧文件夹被占用' check_held 'C:\rude.exe' 'C:\older.exe' "$version" program
    cut='s/^  ; step unpacked$/  FileOpen $0 "$INSTDIR\\program-new\\program\\lib\\PySide6\\QtGui.pyd" w\n  FileClose $0/'
    make_variant trusting "$STAGE" "$version" "$cut;s/nsExec::Exec.*/Push 0/"
    fails_when '不看文件是否写全' check_cut_update 'C:\trusting.exe' 'C:\older.exe'
    make_variant leaving "$STAGE" "$version" "$cut;/^      DeleteRegKey/d"
    fails_when '第一次没有装成，留下登记' check_first_failed 'C:\leaving.exe'
    setup_silent 'C:\same.exe' "$folder"
    mv "$folder/program/runtime/select.pyd" "$WORK/away"
    fails_when '少一个文件，却说先解压' says_why 先把压缩包全部解压 broken
    mv "$WORK/away" "$folder/program/runtime/select.pyd"
    make_small deaf 's/\$Kept == /"" == /'
    fails_when '勾了却没有删' with_setup 'C:\deaf.exe' check_uninstaller yes
    make_small greedy 's/\$Kept == .*/"" == ""/'
    fails_when '没有勾也删了' with_setup 'C:\greedy.exe' check_uninstaller no
}

uninstall_silent
rm -rf "$folder"
make_small anywhere 's/OLDEST 17763/OLDEST 1/'
fails_when '安装程序不看 Windows 版本' check_old_windows 'C:\anywhere.exe'
uninstall_silent
make_small brute '/^  Call CheckFolder/d'
fails_when '安装程序不看文件夹里有什么' check_foreign_folder 'C:\brute.exe'
folder="$C/别 的" uninstall_silent # else the wizard would offer that folder
make_small plain '/SHOWREADME_FUNCTION/d'
fails_when '向导不放桌面图标' check_wizard 'C:\plain.exe' 15
make_small staying '/ExecWait/d'
fails_when '改装时旧的留下' check_moved 'C:\staying.exe'

# $1: what is wrong with this removal, $2: the sed script that makes it so.
bad_removal() {
    make_small bad "$2"
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
