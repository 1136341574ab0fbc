#!/usr/bin/env bash
# The real installer under Wine: installed, driven, updated, removed. What it showed is kept in out/windows/.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.." || exit
# shellcheck source=packaging/windows/wine/ready.sh
. packaging/windows/wine/ready.sh

holds_that '每个程序文件要的库和模块都在' check_closure "$STAGE"
holds_that 'Python 和 Qt 的文件与签名时一样' check_signatures "$STAGE"
holds_that '不装在 Windows 10 1803 上' check_old_windows "$setup"
holds_that '不装进放着别的程序的文件夹' check_foreign_folder "$setup"
holds_that '按向导安装，桌面上放图标' check_wizard "$setup"
holds_that '静默改装到有中文和空格的文件夹，旧的不留' check_moved "$setup"
make_older
holds_that '覆盖旧版：旧模块不留，设置还在' check_update "$setup" 'C:\older.exe' "$version"
holds_that '装好的文件与打包时一样' check_files
holds_that '“应用和功能”里有名称、版本和卸载' check_entry "$version"
holds_that '.govreport 文件的打开方式、图标、类型' check_association
holds_that '开始菜单和桌面图标' check_icons yes
holds_that '自检：转换、核对、PDF、Excel、保存再打开' check_selftest
holds_that '不受别的 Python 的设置和散放的文件影响' check_isolation
holds_that '缺少 python311.dll，说明白，退出码 97' check_missing runtime/python311.dll
holds_that '缺少 Qt6Widgets.dll，说明白，退出码 97' check_missing lib/PySide6/Qt6Widgets.dll
holds_that '窗口：双击打开，键入错数，看到标记，保存，撤销，输出 PDF、Excel' check_window
holds_that '两个程序开同一份报告：后一个先问，记号很小，前一个关了就没有' check_two
holds_that '程序开着时，不更新也不卸载' check_running "$setup"
holds_that '卸载：程序和登记都不留，报告和设置还在' check_removal
finish
