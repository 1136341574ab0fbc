#!/usr/bin/env bash
# The Debian package of the add-on in a bare Debian 12, through the installed program: offered, installed by apt, read with by an
# ordinary user, removed. Part of `make recogniser-test`, after `make deb recogniser`. Exit 77: skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. packaging/linux/needs.sh

version=$(.venv/bin/python packaging/recogniser/stage.py --version)
basic=$(echo dist/govreport-gui_*_"$(dpkg --print-architecture)".deb)
package=dist/govreport-gui-recogniser_${version}_$(dpkg --print-architecture).deb
work=$PWD/build/recogniser/deb-test
base=$PWD/build/deb-test/bookworm.tar # the same bare system as for the program
root=$work/root
home=/home/clerk
desk="$home/桌上 一"
lib=/usr/lib/govreport-recogniser
export LC_ALL=C.UTF-8

if [[ ${1:-} != inside ]]; then
    [[ $EUID == 0 ]] || skip "只有管理员（root）能建一个空的 Debian 12"
    need debootstrap=debootstrap unshare=util-linux strace=strace
    # shellcheck disable=SC2016  # apt fills it in
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' 'Codename: bookworm' | head -n 1)
    [[ $mirror ]] || skip "这台机器的 apt 里没有 Debian 12（bookworm）"
    for each in "$basic" "$package"; do [[ -e $each ]] || { echo "没有 $each，请先 make deb recogniser。" >&2; exit 1; }; done
    mkdir -p "$work" "${base%/*}"
    if [[ ! -e $base ]]; then
        debootstrap --variant=minbase bookworm "$work/base" "$mirror" >"$work/debootstrap.log"
        tar -C "$work/base" -cf "$base.part" . && mv "$base.part" "$base"
        rm -rf --one-file-system "$work/base"
    fi
    exec unshare --mount --propagation private -- bash "$PWD/packaging/recogniser/deb-test.sh" inside
fi

as_root() { chroot "$root" env -i HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH="$PATH" "$@" </dev/null; }
as_clerk() { (exec chroot --userspec=1000:1000 "$root" env -i -C "$home" HOME="$home" LC_ALL=C.UTF-8 PATH=/usr/bin:/bin "$@" </dev/null); }
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
    mv "$root$3" "$work/taken"
    "$2" >/dev/null 2>&1 && code=1
    mv "$work/taken" "$root$3"
    verdict "$code" "  没有 ${3##*/} 就查得出来"
}

convert() { as_clerk govreport convert "$desk/扫描.jpg" --to "$desk/读出.govreport" --force 2>&1; }
offer() {
    local code=0
    convert >"$work/said" || code=$?
    [[ $code == 3 ]] && grep -F '扫描.jpg”为图片，安装“识别组件”后可读入' "$work/said"
}
selftest() { as_clerk govreport selftest | tee -a /dev/stderr | grep -F "识别组件 $version："; }
reads() { # the page as it stands there, number for number
    rm -f "$root$desk/读出.govreport"
    convert && .venv/bin/python packaging/recogniser/scan.py --compare "$root$desk/读出.govreport" "$root$desk/应为.govreport"
}
offline() { # PROGRAM …: nothing of it asks for a connection to anywhere
    strace -f -qq -e trace=network -o "$work/network" chroot --userspec=1000:1000 "$root" env -i -C "$home" HOME="$home" LC_ALL=C.UTF-8 \
        PATH=/usr/bin:/bin "$@" </dev/null >"$work/said" 2>&1 || true
    [[ -e $work/network ]] && ! grep AF_INET "$work/network"
}
reads_offline() { offline govreport try-recogniser "$desk/扫描.jpg" "$desk/读出.txt" && [[ -s $root$desk/读出.txt ]]; }
licences() { # every part that copyright points to is there
    local each
    while read -r each; do
        [[ -s $root/usr/share/doc/govreport-gui-recogniser/$each || -d $root/usr/share/doc/govreport-gui-recogniser/$each ]] || return 1
    done < <(grep -oE 'licences/[A-Za-z0-9_./-]*[A-Za-z0-9]' "$root/usr/share/doc/govreport-gui-recogniser/copyright")
}
nothing_left() { [[ -z $(find "$root" -xdev -not -path "$root$home/*" -not -path "$root/tmp/*" -iname '*recogniser*' -print) ]]; }

rm -rf --one-file-system "$root"
mkdir -p "$root"
tar -C "$root" -xf "$base"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp /etc/resolv.conf "$root/etc/resolv.conf"
apt-config dump | grep '^Acquire::http' >"$root/etc/apt/apt.conf.d/99here" || true # how this machine reaches its mirror
as_root useradd --create-home --uid 1000 clerk
mkdir -p "$root$desk"
.venv/bin/python packaging/recogniser/scan.py "$root$desk/扫描.jpg" "$root$desk/应为.govreport"
as_root chown -R clerk: "$home"
as_root apt-get -qq update
cp "$basic" "$package" "$root/tmp/"

install "/tmp/${basic##*/}"
holds "没有识别组件：扫描的图片得到安装的说明" offer
before=$(as_root dpkg -l | grep -c '^ii')
install "/tmp/${package##*/}"
verdict "$(($(as_root dpkg -l | grep -c '^ii') - before != 1))" "装识别组件不带来别的软件包"
echo "装好后 $(du -sm --apparent-size "$root$lib" | cut -f1) MiB。"
proven "自检：识别组件读出一页" selftest $lib/onnxruntime/__init__.pyc
proven "读入扫描的一页，逐格与原数相同" reads $lib/models/PP-OCRv6_rec_small.onnx
holds "识别时不联网" reads_offline
verdict "$(offline bash -c '</dev/tcp/127.0.0.1/9' >/dev/null && echo 1 || echo 0)" "  联网就查得出来"
proven "各部分的许可证都在" licences /usr/share/doc/govreport-gui-recogniser/licences/onnxruntime/LICENSE
as_root apt-get -qq purge -y govreport-gui-recogniser >"$work/apt.log" 2>&1
holds "删除之后什么都不剩" nothing_left
holds "又是安装的说明" offer

echo "$held 项符合，$failed 项不符合。"
[[ $failed == 0 ]]
