#!/usr/bin/env bash
# The MSI package under Wine, as an administrator would deploy it: without a question, with a log. `make msi-test`.
# What Wine does not show: going back when the disk is full (Windows Installer does that, Wine's does not).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.." || exit
kind=msi
# shellcheck source=packaging/windows/wine/ready.sh
. packaging/windows/wine/ready.sh

folder="$C/Program Files/govreport"
classes='HKLM\Software\Classes'
# Windows takes the menu that all users share (ALLUSERS), Wine this user's: menu is the one set above.
listed='HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall'
log=$C/install.log

msi() { rm -f "$log"; win_quiet msiexec "$1" "$2" /qn /l*v 'C:\install.log'; }

# $1: the version. Under 应用和功能, by the name that Windows Installer gives it.
check_listed() {
    win_quiet reg export "$listed" 'C:\listed.reg' /y
    iconv -f UTF-16 "$C/listed.reg" | tr -d '\r' | grep -F -A20 '{' >"$WORK/listed"
    grep -qx '"DisplayName"="公开年报"' "$WORK/listed" && grep -qx "\"DisplayVersion\"=\"$1\"" "$WORK/listed"
}

check_install() { msi /i "$package" && [[ -s $log ]] && ends_alike; }

# As staged, nothing more and nothing less.
ends_alike() { LC_ALL=C diff -r "$STAGE" "$folder" >"$WORK/differs" || { head -3 "$WORK/differs"; return 1; }; }

check_old() {
    windows_build 17134 # Windows 10 1803
    local code=0
    msi /i "$package" || code=$?
    windows_build 19045
    [[ $code != 0 && ! -e $folder/govreport-gui.exe ]]
}

# Over an older one: its modules are gone, the settings are not; one entry is left.
check_newer() {
    msi /i 'C:\older.msi' && says 0.0.9 && [[ -e $folder/program/lib/stale ]] || return 1
    mkdir -p "${settings%/*}" && echo '{"recent": [], "window": ""}' >"$settings"
    msi /i "$package" && says "$version" && ends_alike && [[ -s $settings ]] && check_listed "$version" &&
        ! grep -q 0.0.9 "$WORK/listed"
}

# The older one over the newer: refused, and nothing has changed.
check_older() { ! msi /i 'C:\older.msi' && says "$version" && ends_alike; }

check_menu() { [[ -e $menu ]]; }

check_gone() {
    mkdir -p "${settings%/*}" "$desk" && echo 报告 >"$desk/留下.govreport"
    msi /x "$package"
    win_quiet reg export 'HKLM\Software' 'C:\left.reg' /y
    [[ ! -e $folder && ! -e $menu && -s $desk/留下.govreport ]] && ! check_listed "$version" &&
        ! iconv -f UTF-16 "$C/left.reg" | grep -iE "$(cut -d' ' -f3 <<<"$types" | paste -sd'|')"
}

cp "dist/govreport-$version.msi" "$C/package.msi"
package='C:\package.msi'
stage_older
.venv/bin/python packaging/windows/make_msi.py "$WORK/older" 0.0.9 "$C/older.msi"

holds_that '不装在 Windows 10 1803 上' check_old
holds_that '静默安装，留下记录；文件与打包时一样' check_install
holds_that '“应用和功能”里有名称和版本' check_listed "$version"
fails_when '登记的是别的版本' check_listed 9.9.9
holds_that '每种文件的打开方式、图标、类型' check_association
win_quiet reg delete "$classes\\.govreport" /v 'Content Type' /f
fails_when '没有登记 MIME 类型' check_association
holds_that '开始菜单' check_menu
mv "$menu" "$WORK/menu"
fails_when '没有开始菜单图标' check_menu
mv "$WORK/menu" "$menu"
holds_that '自检：转换、核对、PDF、Excel、保存再打开' check_selftest
holds_that '输出 PDF、Word、Excel、网页和发布用的全套' check_outputs
holds_that '窗口：双击打开，键入错数，看到标记，保存，撤销' check_window
holds_that '双击一份汇总，打开汇总台' check_collection
holds_that '不用旧版换新版' check_older
mv "$folder/program/files.txt" "$WORK/files.txt"
fails_when '少一个文件' check_older
mv "$WORK/files.txt" "$folder/program/files.txt"
holds_that '静默移除：程序和登记都不留，报告还在' check_gone
holds_that '覆盖旧版：旧模块不留，设置还在' check_newer
mkdir -p "$folder" && touch "$folder/别人的"
fails_when '移除后还有文件' check_gone
finish
