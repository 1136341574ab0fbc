#!/usr/bin/env bash
# The real installer under Wine: installed, driven, updated, removed. What it showed is kept in out/windows/.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.." || exit
# What is mounted for a check is gone when this ends, however it ends.
[[ $EUID != 0 || ${1:-} == inside ]] || exec unshare --mount --propagation private -- bash "$PWD/packaging/windows/wine/acceptance.sh" inside
# shellcheck source=packaging/windows/wine/ready.sh
. packaging/windows/wine/ready.sh

holds_that '中文 Windows，代码页 936' check_code_page
holds_that '每个程序文件要的库和模块都在' check_closure "$STAGE"
holds_that 'Python 和 Qt 的文件与签名时一样' check_signatures "$STAGE"
holds_that '不装在 Windows 10 1803 上' check_old_windows "$setup"
holds_that '不装进放着别的程序的文件夹' check_foreign_folder "$setup"
holds_that '按向导安装，桌面上放图标' check_wizard "$setup"
holds_that '静默改装到有中文和空格的文件夹，旧的不留' check_moved "$setup"
make_older
make_variant same "$STAGE" "$version"
holds_that '覆盖旧版：旧模块不留，设置还在' check_update "$setup" 'C:\older.exe' "$version"
holds_that '装好的文件与打包时一样' check_files
holds_that '“应用和功能”里有名称、版本和卸载' check_entry "$version"
holds_that '每种文件的打开方式、图标、类型' check_association
holds_that '开始菜单和桌面图标' check_icons yes
holds_that '自检：转换、核对、PDF、Excel、保存再打开' check_selftest
holds_that '不受别的 Python 的设置和散放的文件影响' check_isolation
holds_that '输出 PDF、Word、Excel、网页和发布用的全套' check_outputs
holds_that '汇总一个文件夹的年报' check_rollup
holds_that '缺少 Python 的 DLL，说明白，退出码 97' check_missing program/runtime/$python.dll
holds_that '缺少 Qt6Widgets.dll，说明白，退出码 97' check_missing program/lib/PySide6/Qt6Widgets.dll
holds_that 'Qt6Gui.dll 只剩一半，说明白，退出码 97' check_missing program/lib/PySide6/Qt6Gui.dll cut
holds_that 'Python 的库坏了，说明白，退出码 97' check_missing program/runtime/$python.zip zeros
holds_that '没有解压、只有程序的，说先全部解压' check_alone
holds_that '窗口：双击打开，键入错数，看到标记，保存，撤销' check_window
holds_that '双击一份汇总，打开汇总台' check_collection
holds_that '两个程序开同一份报告：后一个先问，记号很小，前一个关了就没有' check_two
holds_that '同一份报告再打开一次：不另开窗口；没有打开报告的窗口接着打开' check_again
holds_that '程序开着时，不更新也不卸载' check_running "$setup"
holds_that '不用旧版换新版，退出码 8；说了 /OLDER 才换' check_downgrade "$setup" "$version"

# ── updates that go wrong ────────────────────────────────────────────
make_cut_off
if [[ $EUID == 0 ]]; then
    holds_that '更新中磁盘满了：退出码 7，旧版照常；腾出空间后装得上' check_full_disk "$setup" 'C:\older.exe' "$version"
else
    tell － '磁盘满没有试：要管理员（root）才能挂一个小盘'
fi
holds_that '更新中旧版的 Qt6Gui.dll 被占用' check_held "$setup" 'C:\older.exe' "$version" program/lib/PySide6/Qt6Gui.dll
holds_that '更新中旧版的文件夹被占用' check_held "$setup" 'C:\older.exe' "$version" program
holds_that '安装程序解压时被结束' check_killed_unpacking "$setup" 'C:\older.exe'
for step in $(sed -n 's/^  ; step //p' packaging/windows/installer.nsi); do
    holds_that "安装程序在这一步断了：$step" check_killed "C:\\killed-$step.exe" 'C:\older.exe' 'C:\same.exe' "$version"
done
holds_that '新版的一个文件没有写全：退出码 7，旧版照常' check_cut_update 'C:\cut.exe' 'C:\older.exe'
holds_that '第一次安装没有写全：什么也不留' check_first_failed 'C:\cut.exe'

# ── removal ──────────────────────────────────────────────────────────
holds_that '按卸载向导，不勾选：自存的内容留着' with_setup 'C:\same.exe' check_uninstaller no
holds_that '按卸载向导，勾选：自存的内容也删去，年报还在' with_setup 'C:\same.exe' check_uninstaller yes
holds_that '卸载：程序和登记都不留，报告和设置还在' with_setup "$setup" check_removal
finish
