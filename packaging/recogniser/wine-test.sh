#!/usr/bin/env bash
# The add-on under Wine, through the installed program: offered, installed for one user, read with, removed; then the same with
# the MSI, and with the folder beside the program. Part of `make recogniser-test`, after `make windows recogniser`.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
here=$PWD/packaging/windows/wine
# shellcheck source=packaging/windows/wine/ready.sh
. packaging/windows/wine/ready.sh

own=$(.venv/bin/python packaging/recogniser/stage.py --version)
made=$PWD/dist/govreport-recogniser-$own
for each in "$made"-setup.exe "$made"-portable.zip "$made".msi; do [[ -f $each ]] || skip "还没有 ${each##*/}，先运行 make recogniser"; done
staged=$PWD/build/recogniser/windows-x86_64
for_user=$local_data/Programs/govreport-recogniser
for_all="$C/Program Files/govreport-recogniser"
entry='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\govreport-recogniser'
# NumPy asks at once for what Wine 8 only has the names of.
.venv/bin/python packaging/recogniser/wine_crt.py "$C/windows/system32/ucrtbase.dll" "$WORK/ucrtbase.dll"
cp "$WORK/ucrtbase.dll" "$C/windows/system32/"
export WINEDLLOVERRIDES="$WINEDLLOVERRIDES;ucrtbase=n,b"
cp "$made-setup.exe" "$C/recogniser.exe"
cp "$made.msi" "$C/recogniser.msi"
mkdir -p "$desk"
.venv/bin/python packaging/recogniser/scan.py "$desk/扫描.jpg" "$desk/应为.govreport"

read_scan() { console convert "$(of_windows "$desk/扫描.jpg")" --to "$(of_windows "$desk/读出.govreport")" --force; }
check_offer() {
    read_scan >"$WORK/offer" && return 1
    grep -F '扫描.jpg”为图片，安装“识别组件”后可读入' "$WORK/offer"
}
check_unfit() { read_scan >"$WORK/offer" && return 1; cat "$WORK/offer"; grep -F "$1" "$WORK/offer"; }
check_read() { # the page is read as it stands there, number for number
    rm -f "$desk/读出.govreport"
    read_scan && .venv/bin/python packaging/recogniser/scan.py --compare "$desk/读出.govreport" "$desk/应为.govreport"
}
check_try() { console selftest | tee /dev/stderr | grep -F "识别组件 $own："; }
as_staged() { LC_ALL=C diff -r "$staged" "$1" >"$WORK/differs"; [[ $(<"$WORK/differs") == "${2:-}" ]] || { head -3 "$WORK/differs"; return 1; }; }
check_installed() {
    setup_silent 'C:\recogniser.exe' && as_staged "$for_user" "Only in $for_user: uninstall.exe" &&
        [[ $(value "$entry" DisplayName) == 公开年报识别组件 && $(value "$entry" DisplayVersion) == "$own" ]] &&
        [[ ! -e $for_user-new && ! -e $for_user-old ]]
}
check_removed() {
    win_quiet "$(of_windows "$for_user/uninstall.exe")" /S
    for _ in {1..60}; do [[ -e $for_user ]] || break; sleep 0.25; done
    [[ ! -e $for_user && ! -e $for_user-old ]] && ! value "$entry" DisplayName && check_offer
}
check_old() {
    windows_build 17134 # Windows 10 1803
    local code=0
    setup_silent 'C:\recogniser.exe' || code=$?
    windows_build 19045
    [[ $code == 4 && ! -e $for_user ]]
}
msi() { win_quiet msiexec "$1" 'C:\recogniser.msi' /qn; }
check_msi() { msi /i && as_staged "$for_all"; }
check_msi_removed() { msi /x && [[ ! -e $for_all ]] && check_offer; }

setup_silent "$setup" "$folder" || { echo "公开年报没有装成" >&2; exit 1; }
holds_that '没有识别组件：扫描的图片得到安装的说明' check_offer
holds_that '不装在 Windows 10 1803 上' check_old
holds_that '静默安装；文件与打包时一样；“应用和功能”里有名称和版本' check_installed
fails_when '装好之后' check_offer
holds_that '自检：识别组件读出一页' check_try
holds_that '读入扫描的一页，逐格与原数相同' check_read
mv "$for_user/models/PP-OCRv6_rec_small.onnx" "$WORK/"
holds_that '少一个模型：说明白' check_unfit 不完整
head -c 1000000 "$WORK/PP-OCRv6_rec_small.onnx" >"$for_user/models/PP-OCRv6_rec_small.onnx"
holds_that '一个模型只剩一截：说明白' check_unfit 不完整
mv "$WORK/PP-OCRv6_rec_small.onnx" "$for_user/models/"
library=$(echo "$for_user"/numpy.libs/libscipy*.dll)
mv "$library" "$WORK/"
fails_when '少一个 DLL' check_try
mv "$WORK/${library##*/}" "$library"
cp "$for_user/recogniser.toml" "$WORK/"
sed -i 's/^version = "1/version = "9/' "$for_user/recogniser.toml"
holds_that '别的版本：说明白，不用它' check_unfit 不配套
cp "$WORK/recogniser.toml" "$for_user/"
holds_that '再装一次' check_installed
holds_that '卸载：文件和登记都不留，又是安装的说明' check_removed
holds_that 'MSI：静默安装，文件与打包时一样' check_msi
holds_that 'MSI：读入扫描的一页' check_read
holds_that 'MSI：静默移除' check_msi_removed
.venv/bin/python -m zipfile -e "$made-portable.zip" "$folder"
holds_that '解压在程序旁边：读入扫描的一页' check_read
finish
