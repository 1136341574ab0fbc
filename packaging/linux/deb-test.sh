#!/usr/bin/env bash
# dist/*.deb, installed by apt in a bare Debian 12 without Python, used by an ordinary user, removed. `make deb-test`.
# Every check is made twice: as installed it must hold, and with its cause taken away it must fail. Exit 77: skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. packaging/linux/needs.sh

work=$PWD/build/deb-test
root=$work/root
home=/home/clerk
reports="$home/报告 一"
lib=/usr/lib/govreport-gui
resources=$lib/_internal/govreport_gui/_resources
type=application/x-govreport+json

if [[ ${1:-} != inside ]]; then
    [[ $EUID == 0 ]] || skip "只有管理员（root）能建一个空的 Debian 12"
    need debootstrap=debootstrap Xvfb=xvfb xdotool=xdotool import=imagemagick unshare=util-linux
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' 'Codename: bookworm' | head -n 1)
    [[ $mirror ]] || skip "这台机器的 apt 里没有 Debian 12（bookworm）"
    ls dist/govreport-gui_*.deb >/dev/null 2>&1 || { echo "没有 dist/govreport-gui_*.deb，请先 make deb。" >&2; exit 1; }
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
as_clerk() { chroot --userspec=1000:1000 "$root" env -i -C "$home" HOME="$home" LC_ALL=C.UTF-8 PATH=/usr/bin:/bin "$@" </dev/null; }
install() { as_root apt-get -qq install -y --no-install-recommends "$@" >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; return 1; }; }

failed=0 held=0
verdict() { # WHETHER IT IS AS IT SHOULD, SENTENCE
    if [[ $1 == 0 ]]; then held=$((held + 1)); echo "✓ $2"; else failed=$((failed + 1)); echo "✕ $2"; fi
}
holds() { # NAME CHECK
    local code=0
    "$2" >"$work/check.log" 2>&1 || code=$?
    verdict "$code" "$1"
    [[ $code == 0 ]] || cat "$work/check.log"
}
proven() { # NAME CHECK FILE: the check holds, and fails without that file
    holds "$1" "$2"
    local code=0
    mv "$root$3" "$root$3.hidden"
    "$2" >/dev/null 2>&1 && code=1
    mv "$root$3.hidden" "$root$3"
    verdict "$code" "  没有 ${3##*/} 就查得出来"
}

# --- the checks -----------------------------------------------------------------------------------------------------------

version() { [[ $(as_clerk govreport --version) == "公开年报 $deb_version" ]]; }
selftest() { as_clerk govreport selftest "$reports/自检" | tee /dev/stderr | grep -q '（offscreen）'; }
selftest_xcb() { as_clerk DISPLAY="$display" govreport selftest | tee /dev/stderr | grep -q '（xcb）'; }
right_and_wrong() {
    as_clerk govreport check "$reports/彭水.txt" || return 1
    as_clerk govreport check "$reports/错.txt"
    [[ $? == 1 ]]
}
export_both() {
    as_clerk govreport export "$reports/彭水.txt" --to "$reports/彭水.pdf" --force &&
        as_clerk govreport export "$reports/彭水.txt" --to "$reports/彭水.xlsx" --force &&
        [[ $(head -c 4 "$root$reports/彭水.pdf") == %PDF && $(head -c 2 "$root$reports/彭水.xlsx") == PK ]]
}
convert() { as_clerk govreport convert "$reports/彭水.txt" --to "$reports/彭水.govreport" --force; }
window() { # a real window shows the report, in colours, and a picture of it is kept
    local id pid code=1
    as_clerk DISPLAY="$display" govreport-gui "$reports/彭水.govreport" &
    pid=$!
    if id=$(DISPLAY=$display timeout 20 xdotool search --sync --onlyvisible --name '彭水.*公开年报|公开年报.*彭水' | head -n 1) &&
        [[ $id ]]; then
        sleep 2
        import -display "$display" -window root "$work/window.png"
        [[ $(identify -format %k "$work/window.png") -gt 50 ]] && code=0
        # Without the font the window is there, its Chinese is not: the picture is then much plainer.
        [[ ${must_equal:-} ]] && { compare -metric AE "$must_equal" "$work/window.png" null: || code=1; }
    fi
    kill "$pid" 2>/dev/null
    wait "$pid"
    return "$code"
}
window_same() { must_equal=$PWD/out/linux-window.png window; }
icon() { [[ -s $root/usr/share/icons/hicolor/scalable/apps/govreport.svg ]]; }
menu() { as_root desktop-file-validate /usr/share/applications/govreport-gui.desktop &&
    grep -qx 'Name\[zh_CN\]=公开年报' "$root/usr/share/applications/govreport-gui.desktop"; }
mime() {
    as_root update-mime-database /usr/share/mime &&
        as_clerk gio info -a standard::content-type "$reports/彭水.govreport" | grep -qF "content-type: $type"
}
association() { as_clerk gio mime "$type" | grep -q '^Default.*govreport-gui\.desktop'; }
manual() { as_root man -L zh_CN.UTF-8 govreport | grep -q 核对一份或多份年报; }
manual_english() { as_root man govreport-gui | grep -q 'the last line is the verdict\|last line is the verdict'; }
licences() { # every part that copyright points to is there
    local each
    for each in $(grep -o 'licences/[a-z-]*' "$root/usr/share/doc/govreport-gui/copyright"); do
        [[ -s $root/usr/share/doc/govreport-gui/$each ]] || return 1
    done
}
nothing_left() { [[ -z $(find "$root" -xdev -not -path "$root$home/*" -not -path "$root/tmp/*" -iname '*govreport*' -print) ]] &&
    ! grep -rql govreport "$root/usr/share/mime" "$root/usr/share/applications"; }

# --- the run --------------------------------------------------------------------------------------------------------------

package=$(ls -t dist/govreport-gui_*.deb | head -n 1)
deb_version=$(dpkg-deb -f "$package" Version)
rm -rf --one-file-system "$root"
mkdir -p "$root"
tar -C "$root" -xf "$work/bookworm.tar"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp /etc/resolv.conf "$root/etc/resolv.conf"
apt-config dump | grep '^Acquire::http' >"$root/etc/apt/apt.conf.d/99here" || true # how this machine reaches its mirror
as_root useradd --create-home --uid 1000 clerk
holds "这个 Debian 12 里没有 Python，也没有中文字体" true
if compgen -G "$root/usr/bin/python*" >/dev/null || compgen -G "$root/usr/share/fonts/*" >/dev/null; then verdict 1 "里面有"; fi

exec {number}<> <(:)
coproc XVFB { exec Xvfb -displayfd 1 -screen 0 1280x800x24 -nolisten tcp -ac 2>"$work/xvfb.log"; }
trap 'kill "$XVFB_PID" 2>/dev/null || true' EXIT
read -r number <&"${XVFB[0]}"
display=:$number
mkdir -p "$root/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"

echo "用 apt 安装 $package……"
as_root apt-get -qq update
cp "$package" "$root/tmp/"
before=$(as_root dpkg-query -W -f '${Package}\n' | wc -l)
install "/tmp/${package##*/}"
echo "连它一共装了 $(($(as_root dpkg-query -W -f '${Package}\n' | wc -l) - before)) 个软件包。"
mkdir -p "$root$reports"
cp "$root$resources"/samples/*.txt "$root$reports/彭水.txt"
