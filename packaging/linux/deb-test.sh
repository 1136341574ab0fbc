#!/usr/bin/env bash
# dist/*.deb, installed by apt in a bare Debian 12 without Python, used by an ordinary user, removed. `make deb-test`.
# Every check is made twice: as installed it must hold, and with its cause taken away it must fail. Exit 77: skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. packaging/linux/needs.sh

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' govreport_gui/__init__.py)
package=dist/govreport-gui_${version}_$(dpkg --print-architecture).deb
work=$PWD/build/deb-test
root=$work/root
home=/home/clerk
reports="$home/报告 一"
lib=/usr/lib/govreport-gui
resources=$lib/_internal/govreport_gui/_resources
types=$(.venv/bin/python packaging/file_types.py table)
export LC_ALL=C.UTF-8

if [[ ${1:-} != inside ]]; then
    [[ $EUID == 0 ]] || skip "只有管理员（root）能建一个空的 Debian 12"
    need debootstrap=debootstrap Xvfb=xvfb xdotool=xdotool import=imagemagick unshare=util-linux
    # shellcheck disable=SC2016  # apt fills it in
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' 'Codename: bookworm' | head -n 1)
    [[ $mirror ]] || skip "这台机器的 apt 里没有 Debian 12（bookworm）"
    [[ -e $package ]] || { echo "没有 $package，请先 make deb。" >&2; exit 1; }
    mkdir -p "$work" out
    if [[ ! -e $work/bookworm.tar ]]; then
        echo "取一个空的 Debian 12……"
        rm -rf --one-file-system "$work/base"
        debootstrap --variant=minbase bookworm "$work/base" "$mirror" >"$work/debootstrap.log"
        tar -C "$work/base" -cf "$work/bookworm.part" . && mv "$work/bookworm.part" "$work/bookworm.tar"
        rm -rf --one-file-system "$work/base"
    fi
    # What is mounted in there is mounted for this run alone, and gone when it ends, however it ends.
    exec unshare --mount --propagation private -- bash "$PWD/packaging/linux/deb-test.sh" inside
fi

as_root() { chroot "$root" env -i HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH="$PATH" "$@" </dev/null; }
clerk() { exec chroot --userspec=1000:1000 "$root" env -i -C "$home" HOME="$home" LC_ALL=C.UTF-8 PATH=/usr/bin:/bin "$@" </dev/null; }
as_clerk() { (clerk "$@"); }
install() { as_root apt-get -qq install -y --no-install-recommends "$@" >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; return 1; }; }

failed=0 held=0
verdict() { # WHETHER IT IS AS IT SHOULD, SENTENCE
    if [[ $1 == 0 ]]; then held=$((held + 1)); echo "✓ $2"; else failed=$((failed + 1)); echo "✕ $2"; fi
}
holds() { # NAME CHECK
    local code=0
    "$2" >"$work/check.log" 2>&1 || code=$?
    verdict "$code" "$1"
    [[ $code == 0 ]] || sed "s|^|    |" "$work/check.log"
}
proven() { # NAME CHECK FILE: the check holds, and fails without that file
    holds "$1" "$2"
    local code=0
    mv "$root$3" "$work/taken" # far away: Qt would also load a libq….so.bak
    "$2" >/dev/null 2>&1 && code=1
    mv "$work/taken" "$root$3"
    verdict "$code" "  没有 ${3##*/} 就查得出来"
}

# --- the checks -----------------------------------------------------------------------------------------------------------

says_version() { [[ $(as_clerk govreport --version) == "公开年报 $version" ]]; }
selftest() { as_clerk govreport selftest "$reports/自检" | tee -a /dev/stderr | grep '（offscreen）'; }
selftest_xcb() { as_clerk DISPLAY="$DISPLAY" govreport selftest | tee -a /dev/stderr | grep '（xcb）'; }
right_and_wrong() {
    as_clerk govreport check "$reports/彭水.txt" || return 1
    local code=0
    as_clerk govreport check "$reports/错.txt" || code=$?
    [[ $code == 1 ]]
}
export_both() {
    as_clerk govreport export "$reports/彭水.txt" --to "$reports/彭水.pdf" --force &&
        as_clerk govreport export "$reports/彭水.txt" --to "$reports/彭水.xlsx" --force &&
        [[ $(head -c 4 "$root$reports/彭水.pdf") == %PDF && $(head -c 2 "$root$reports/彭水.xlsx") == PK ]]
}
convert() { as_clerk govreport convert "$reports/彭水.txt" --to "$reports/彭水.govreport" --force; }
window() { # a real window shows the report, in many colours, and a picture of it is kept
    local id='' pid code=1 rounds title=''
    clerk DISPLAY="$DISPLAY" govreport-gui "$reports/彭水.govreport" &
    pid=$!
    for ((rounds = 0; rounds < 150; rounds++)); do # xdotool's own waiting misses windows that come and go
        id=$(xdotool search --onlyvisible --class govreport || true)
        # xdotool finds no Chinese titles, but tells them; it names the report once that is open.
        [[ -z $id ]] || title=$(xdotool getwindowname "${id%%$'\n'*}")
        [[ $title != *彭水* && -e /proc/$pid ]] || break
        sleep 0.2
    done
    echo "窗口 $id：$title"
    if [[ $title == *彭水*公开年报 ]]; then
        sleep 2
        import -window root "$work/window.png"
        [[ $(identify -format %k "$work/window.png") -gt 50 ]] && code=0
    fi
    kill "$pid" 2>/dev/null
    wait "$pid"
    return "$code"
}
icons() { # of the program, and of every type of file
    local icon
    while read -r _ _ _ icon _; do
        [[ -s $(find "$root/usr/share/icons/hicolor/scalable" -name "$icon.svg") ]] || { echo "$icon"; return 1; }
    done <<<"$types"
}
menu() { as_root desktop-file-validate /usr/share/applications/govreport-gui.desktop &&
    grep -qx 'Name\[zh_CN\]=公开年报' "$root/usr/share/applications/govreport-gui.desktop"; }
mime() {
    as_root update-mime-database /usr/share/mime || return 1
    local ending type
    while read -r ending type _; do
        echo '{}' >"$root$reports/一份.$ending" # an empty file is no more than that
        as_clerk gio info -a standard::content-type "$reports/一份.$ending" | tee -a /dev/stderr | grep -F "content-type: $type" || return 1
    done <<<"$types"
}
association() {
    local type
    while read -r _ type _; do
        as_clerk gio mime "$type" | tee -a /dev/stderr | grep '^Default.*govreport-gui\.desktop' || return 1
    done <<<"$types"
}
manual() { as_root man -L zh_CN.UTF-8 govreport | grep 核对一份或多份年报; }
manual_english() { as_root man govreport-gui | grep 'List what is wrong in each report'; }
no_extras() { ! find "$root$lib" -iname 'duckdb*' -o -iname 'chdb*' -o -iname 'pyspark*' | grep .; }
bare() { ! compgen -G "$root/usr/bin/python*" && ! find "$root/usr/share/fonts" -type f | grep -v /dejavu/; }
licences() { # every part that copyright points to is there
    local each
    while read -r each; do
        [[ -s $root/usr/share/doc/govreport-gui/$each ]] || return 1
    done < <(grep -o 'licences/[a-z0-9_-]*' "$root/usr/share/doc/govreport-gui/copyright")
}
nothing_left() { [[ -z $(find "$root" -xdev -not -path "$root$home/*" -not -path "$root/tmp/*" -not -path "$root/var/cache/man/*" -iname '*govr*' -print) ]] &&
    ! grep -rql govreport "$root/usr/share/mime" "$root/usr/share/applications"; }

# --- the run --------------------------------------------------------------------------------------------------------------

rm -rf --one-file-system "$root"
mkdir -p "$root"
tar -C "$root" -xf "$work/bookworm.tar"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp /etc/resolv.conf "$root/etc/resolv.conf"
apt-config dump | grep '^Acquire::http' >"$root/etc/apt/apt.conf.d/99here" || true # how this machine reaches its mirror
as_root useradd --create-home --uid 1000 clerk

coproc XVFB { exec Xvfb -displayfd 1 -screen 0 1280x800x24 -nolisten tcp -ac 2>"$work/xvfb.log"; }
trap 'kill "$XVFB_PID" 2>/dev/null || true' EXIT
read -r number <&"${XVFB[0]}"
export DISPLAY=:$number
mkdir -p "$root/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"

echo "用 apt 安装 $package……"
as_root apt-get -qq update
cp "$package" "$root/tmp/"
count() { as_root dpkg -l | grep -c '^ii'; }
before=$(count)
install "/tmp/${package##*/}"
echo "连它一共装了 $(($(count) - before)) 个软件包。"
mkdir -p "$root$reports"
cp "$root$resources"/samples/*.txt "$root$reports/彭水.txt"
# The number that the official table gives as the sum of others, made wrong.
sed '/本年新收政府信息公开申请数量/{n;s/[0-9]\+/999/}' "$root$reports/彭水.txt" >"$root$reports/错.txt"
as_root chown -R clerk: "$home"

holds "装好之后里面仍没有 Python，也没有中文字体：程序用的是自己的" bare
proven "govreport --version 说 $version" says_version $lib/_internal/base_library.zip
proven "自检通过（没有屏幕）" selftest $lib/_internal/PySide6/Qt/plugins/platforms/libqoffscreen.so
proven "自检通过（真窗口）" selftest_xcb $lib/_internal/PySide6/Qt/plugins/platforms/libqxcb.so
proven "check：样本通过，改错一个数查得出" right_and_wrong $resources/formats
proven "export 出 PDF 和 Excel，路径有中文和空格" export_both $resources/fonts
proven "convert 出 .govreport" convert $resources/formats
proven "窗口打开报告" window $lib/_internal/libxcb-cursor.so.0
window >/dev/null 2>&1 && cp "$work/window.png" out/linux-window.png && echo "  图在 out/linux-window.png"
proven "各部分的许可证都在" licences /usr/share/doc/govreport-gui/licences/python
proven "程序的图标" icons /usr/share/icons/hicolor/scalable/apps/govreport.svg
proven "各种文件的图标" icons /usr/share/icons/hicolor/scalable/mimetypes/govrollup.svg
holds "没有 DuckDB、chDB、Spark" no_extras
mkdir "$root$lib/_internal/duckdb" && verdict "$(no_extras >/dev/null && echo 1 || echo 0)" "  有 DuckDB 就查得出来"
rmdir "$root$lib/_internal/duckdb"

# Only now: these bring libraries that the package must not count on.
install desktop-file-utils shared-mime-info libglib2.0-bin man-db
proven "菜单项" menu /usr/share/applications/govreport-gui.desktop
proven "各种文件的类型：$(cut -d' ' -f2 <<<"$types" | paste -sd' ')" mime /usr/share/mime/packages/govreport-gui.xml
mime || true # the database again with it
proven "双击这些文件用公开年报打开" association /usr/bin/govreport-gui
proven "中文手册" manual /usr/share/man/zh_CN/man1/govreport.1.gz
proven "英文手册" manual_english /usr/share/man/man1/govreport.1.gz

as_root apt-get -qq purge -y govreport-gui >"$work/apt.log" 2>&1
holds "删除之后什么都不剩" nothing_left
mkdir -p "$root$lib" && verdict "$(nothing_left && echo 1 || echo 0)" "  剩下一个文件夹就查得出来"
verdict "$([[ -s $root$reports/彭水.govreport ]] && echo 0 || echo 1)" "用户的报告还在"

echo "$held 项符合，$failed 项不符合。"
[[ $failed == 0 ]]
