#!/bin/sh
# 公开年报 @VERSION@：一个文件，不要管理员权限，不联网。第一次运行时解开到自己的文件夹，放好菜单项和 .govreport 的打开方式，
# 以后直接打开。参数和 govreport 相同；--remove 移除程序（年报、设置和自存的副本都留着）。
set -eu
data=${XDG_DATA_HOME:-$HOME/.local/share}
place=$data/govreport-gui
program=$place/@NAME@
entry=$data/applications/govreport-gui.desktop
type=$data/mime/packages/govreport-gui.xml
icons="@ICONS@"
fresh() { # 桌面各有各的办法，没有的就等下次登录
    update-mime-database "$data/mime" >/dev/null 2>&1 || true
    update-desktop-database "$data/applications" >/dev/null 2>&1 || true
}
if [ "${1:-}" = --remove ]; then
    rm -rf "$place" "$entry" "$type"
    for each in $icons; do rm -f "$data/$each"; done
    fresh
    echo "公开年报已移除。年报、设置和自存的副本都留着。"
    exit 0
fi
if [ ! -x "$program/govreport" ]; then
    [ "$(uname -m)" = @MACHINE@ ] || { echo "这个文件给 @MACHINE@ 的电脑用，这台是 $(uname -m)。" >&2; exit 97; }
    self=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
    part=$place/part.$$
    trap 'rm -rf "$part"' EXIT
    trap 'exit 97' INT TERM HUP
    mkdir -p "$part"
    if ! { tail -c +@SKIP@ "$self" | sha256sum | grep -q '^@SHA@ ' &&
        tail -c +@SKIP@ "$self" | tar -xJ -C "$part" && [ "$("$part/govreport" --version)" = "公开年报 @VERSION@" ]; }; then
        echo "公开年报没有解开：文件不完整，或者 $place 所在的磁盘已满。原来的版本没有变动。" >&2
        exit 97
    fi
    if [ ! -x "$program/govreport" ]; then # 同时打开了两次的，先解开的算数
        rm -rf "$program"
        mv "$part" "$program" # 整个换上，或者不换
    fi
    for old in "$place"/*; do # 开着的旧版留到下一次更新
        [ "$old" = "$program" ] || [ "$old" = "$part" ] || grep -qsF "$old/" /proc/[0-9]*/maps || rm -rf "$old"
    done
    mkdir -p "${entry%/*}" "${type%/*}"
    sed "s#^Exec=.*#Exec=\"$program/govreport\" %f#" "$program/share/govreport-gui.desktop" >"$entry"
    cp "$program/share/govreport-gui.xml" "$type"
    cp -r "$program/share/icons" "$data/"
    fresh
    trap - EXIT
fi
exec "$program/govreport" "$@"
exit 97
