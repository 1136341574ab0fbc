#!/usr/bin/env bash
# The Debian package for systems with glibc 2.28 and later (统信 UOS 20, 银河麒麟 V10): dist/old-systems/*.deb, from the same
# wheel, built in a Debian 11 root with a Python compiled there and the last Qt that runs on 2.28. `make deb-old`, as root;
# the first time takes some ten minutes, for Python. Exit 77: skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. packaging/linux/needs.sh

qt=6.9.3      # 6.10 needs glibc 2.34
newest=2.28   # what no file may ask more than
work=$PWD/build/deb-old
root=$work/root
site=$root/project
export LC_ALL=C.UTF-8

# shellcheck disable=SC2016  # apt fills it in
uri() { apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' 'Codename: bookworm' | head -n 1; }

if [[ ${1:-} != inside ]]; then
    [[ $EUID == 0 ]] || skip "只有管理员（root）能建一个 Debian 11"
    [[ $(dpkg --print-architecture) == amd64 ]] || skip "PySide6 $qt 只有 x86_64 的轮子能在 glibc $newest 上用"
    need debootstrap=debootstrap unshare=util-linux objdump=binutils
    mirror=$(uri)
    [[ $mirror ]] || skip "这台机器的 apt 里没有 Debian 12（bookworm），不知道从哪里取 Debian"
    mkdir -p "$work"
    if [[ ! -e $work/bullseye.tar ]]; then
        rm -rf --one-file-system "$work/base"
        debootstrap --variant=minbase bullseye "$work/base" "$mirror" >"$work/debootstrap.log" ||
            skip "镜像里没有 Debian 11，见 $work/debootstrap.log"
        tar -C "$work/base" -cf "$work/bullseye.part" . && mv "$work/bullseye.part" "$work/bullseye.tar"
        rm -rf --one-file-system "$work/base"
    fi
    # What is mounted in there is gone when this ends, however it ends.
    exec unshare --mount --propagation private -- bash "$PWD/packaging/linux/old-systems.sh" inside
fi

inside() { chroot "$root" env -i HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH="$PATH" "$@" </dev/null; }

rm -rf --one-file-system "$root"
mkdir -p "$root"
tar -C "$root" -xf "$work/bullseye.tar"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp /etc/resolv.conf "$root/etc/resolv.conf"
apt-config dump | grep '^Acquire::http' >"$root/etc/apt/apt.conf.d/99here" || true # how this machine reaches its mirror

# --- 1. Python, from the source of Debian 12's own package ------------------------------------------------------------------

echo "准备 Debian 11……" >&2
echo "deb-src $(uri) bookworm main" >>"$root/etc/apt/sources.list"
inside apt-get -qq update
inside apt-get -qq install -y --no-install-recommends build-essential zlib1g-dev libffi-dev binutils chrpath libglib2.0-0 \
    libegl1 libgl1 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-randr0 libxcb-shape0 \
    libxcb-image0 libxcb-render-util0 libxcb-cursor0 libcups2 >"$work/apt.log" 2>&1
if [[ ! -e $work/python.tar ]]; then
    echo "编译 Python……" >&2
    cp packaging/linux/old_math.h "$root/opt/"
    # shellcheck disable=SC2016  # for the shell inside
    inside bash -euc 'cd /opt; apt-get -qq source --download-only python3.11; mkdir source
        tar -C source --strip-components=1 -xf python3.11_*.orig.tar.*z; cd source
        # sem_clockwait came with glibc 2.30.
        ./configure -q --enable-shared --prefix=/opt/python ac_cv_func_sem_clockwait=no \
            CFLAGS="-include /opt/old_math.h" LDFLAGS="-Wl,-rpath,/opt/python/lib"
        make -s -j"$(nproc)"; make -s install' >"$work/python.log" 2>&1
    tar -C "$root/opt" -cf "$work/python.part" python && mv "$work/python.part" "$work/python.tar"
fi
tar -C "$root/opt" -xf "$work/python.tar"

# --- 2. the package, by the same script -----------------------------------------------------------------------------------

# As much of a checkout as build.sh looks at. What pip would fetch is fetched here: that Python has no TLS.
mkdir -p "$site/dist" "$site/resources" "$work/wheels"
cp -r packaging govreport_gui "$site/"
cp -r resources/. "$site/resources/"
cp dist/govreport_gui-*.whl "$site/dist/"
sed -i "s/^\(PySide6-Essentials\|shiboken6\)==.*/\1==$qt/" "$site/packaging/requirements.txt"
grep -iE '^(charset-normalizer|et-xmlfile|olefile|openpyxl|packaging|pillow|platformdirs|pypdfium2|pyside6|python-calamine|reportlab|shiboken6|uharfbuzz|xlsxwriter)' \
    "$site/packaging/requirements.txt" | cat - packaging/linux/requirements.txt >"$work/wanted.txt"
.venv/bin/python -m pip --disable-pip-version-check -qq download --no-deps --only-binary=:all: --dest "$work/wheels" \
    --python-version 3.11 --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 \
    --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 -r "$work/wanted.txt"
cp -r "$work/wheels" "$root/opt/wheels"
inside /opt/python/bin/python3.11 -m venv /project/.venv
inside env PIP_NO_INDEX=1 PIP_FIND_LINKS=/opt/wheels SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" \
    bash /project/packaging/linux/build.sh

# --- 3. does it keep the promise? ------------------------------------------------------------------------------------------

asked=$(find "$site/build/deb/stage/usr/lib" \( -name '*.so*' -o -name govreport \) -type f -exec objdump -T {} + |
    grep -o 'GLIBC_2[0-9.]*' | sort -Vu | tail -n 1)
[[ $(printf '%s\n' "$asked" "GLIBC_$newest" | sort -V | tail -n 1) == "GLIBC_$newest" ]] ||
    { echo "✕ 要求 $asked，超过 $newest" >&2; exit 1; }
inside env HOME=/tmp /project/build/deb/stage/usr/bin/govreport selftest
mkdir -p dist/old-systems
cp "$site"/dist/*.deb "$site"/dist/*.sha256 dist/old-systems/
echo "✓ 在 Debian 11 里自检通过，最高要求 $asked；软件包在 dist/old-systems/"
