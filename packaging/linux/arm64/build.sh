#!/usr/bin/env bash
# The wheel → dist/govreport-gui_VERSION_arm64.deb on any machine: nothing in it is compiled here. It runs on the system's own
# Python 3.11 to 3.13. Then Debian 12 for arm64 is taken apart into a folder, the package with it, and the program's own test
# run there by qemu. `make deb-arm64`, after `make wheel`. With the word `package` it stops before that, and leaves the package in
# build/. Exit 77: skipped, with the reason.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
. packaging/linux/needs.sh
. packaging/linux/around.sh

here=packaging/linux/arm64
work=$PWD/build/deb-arm64
stage=$work/stage
inside=usr/lib/govreport-gui
debian=packaging/linux/debian
doc=usr/share/doc/govreport-gui
python=.venv/bin/python
need dpkg-deb=dpkg readelf=binutils

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1577836800)}
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
umask 022
version=$("$python" -c 'import govreport_gui; print(govreport_gui.__version__)')
package=dist/govreport-gui_${version}_arm64.deb
rm -f "$package"*

# --- 1. the package -----------------------------------------------------------------------------------------------------

platforms=()
for each in 2_31 2_28 2_27 2_26 2_17; do platforms+=(--platform "manylinux_${each}_aarch64"); done
for each in 3.11 3.12 3.13; do # what is there already is looked at again, and only what is missing is fetched
    "$python" -m pip --disable-pip-version-check download -q "${platforms[@]}" --platform manylinux2014_aarch64 \
        --python-version $each --only-binary=:all: --no-deps --require-hashes -d "$work/wheels" -r $here/wheels.txt
done
rm -rf "$stage"
mkdir -p "$stage/DEBIAN" "$stage/usr/lib"
put_around
"$python" $here/stage.py "$work/wheels" "dist/govreport_gui-$version-py3-none-any.whl" "$stage/$inside" "$stage/$doc/licences"
cat resources/fonts/wqy-microhei-licence.txt >"$stage/$doc/licences/wqy-microhei"
cat resources/fonts/licences.txt >"$stage/$doc/licences/fonts"
cat packaging/windows/licences/qt-parts.txt >"$stage/$doc/licences/qt-parts"
"$python" packaging/sbom.py "$version" $here/wheels.txt "$stage/$doc/parts.cdx.json" $(cat packaging/parts.txt)
# Where the parts lie here, and without those that this package does not carry.
gone='govreport-gui/govreport\n|_internal/lib(python|ffi|zstd|xcb-)'
awk -v RS= -v ORS='\n\n' -v gone="$gone" '$0 !~ gone' $debian/copyright |
    sed -e 's#_internal/govreport_gui#app/govreport_gui#' -e 's#_internal/#lib/#g' -e 's#its own Python, Qt#its own Qt#' -e 's#are part of the file govreport#lie in lib#' >"$stage/$doc/copyright"
cat >"$stage/$inside/govreport" <<END
#!/bin/sh
exec /usr/bin/python3 -IS /$inside/start.py "\$@"
END
chmod 755 "$stage/$inside/govreport"
put $here/control.in DEBIAN/control
sed -i "s/@SIZE@/$(du -sk --apparent-size "$stage/usr" | cut -f1)/" "$stage/DEBIAN/control"
cp $here/postinst $here/prerm "$stage/DEBIAN/"
(cd "$stage" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$stage/DEBIAN/md5sums"
chmod -R u=rwX,go=rX "$stage"
chmod 755 "$stage"/DEBIAN/p*
find "$stage" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz -b "$stage" "$work/package.deb" >/dev/null
asked=$(find "$stage" -name '*.so*' -type f -exec grep -aohE 'GLIBC_2\.[0-9]+' {} + | sort -Vu | tail -n 1)
[[ $(printf '%s\n' "$asked" GLIBC_2.31 | sort -V | tail -n 1) == GLIBC_2.31 ]] || { echo "✕ 要求 $asked，超过 2.31" >&2; exit 1; }

[[ ${1:-} != package ]] || exit 0

# --- 2. does it run? ------------------------------------------------------------------------------------------------------

[[ $EUID == 0 ]] || skip "只有管理员（root）能在一个 arm64 的 Debian 12 里试"
need qemu-aarch64-static=qemu-user-static gcc=gcc
[[ -e /usr/include/stdio.h ]] || need =libc6-dev
# shellcheck disable=SC2016  # apt fills it in
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' 'Codename: bookworm' | head -n 1)
[[ $mirror ]] || skip "这台机器的 apt 里没有 Debian 12（bookworm）"
apt=$work/apt root=$work/root
mkdir -p "$apt/lists/partial" "$apt/archives/partial"
: >"$apt/status"
echo "deb [arch=arm64] $mirror bookworm main" >"$apt/sources.list"
ours=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends -o APT::Architecture=arm64 -o APT::Architectures::=arm64
    -o Dir::State="$apt" -o Dir::State::status="$apt/status" -o Dir::State::lists="$apt/lists" -o Dir::Cache::archives="$apt/archives"
    -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=- -o Debug::NoLocking=1)
"${ours[@]}" update
# That its dependencies can be had there is shown by fetching them.
"${ours[@]}" --download-only install "$work/package.deb" base-files libc-bin coreutils dash >"$work/apt.log" 2>&1 || { cat "$work/apt.log"; exit 1; }
rm -rf --one-file-system "$root"
mkdir -p "$root"/usr/{bin,lib,sbin} "$root"/{dev,tmp}
mknod -m 666 "$root/dev/null" c 1 3
mknod -m 666 "$root/dev/urandom" c 1 9
for each in bin lib sbin; do ln -s "usr/$each" "$root/$each"; done
for each in "$apt"/archives/*.deb "$work/package.deb"; do
    dpkg-deb --fsys-tarfile "$each" | tar -C "$root" -x --keep-directory-symlink
done
cp "$(command -v qemu-aarch64-static)" "$root/usr/bin/"
# What the shell script does, by a program of this machine, the only kind that starts in there: the program starts itself, too.
gcc -static -Os -x c -o "$root/$inside/govreport" - <<END
#include <unistd.h>
int main(int count, char **given) {
    char *whole[count + 4];
    whole[0] = "qemu", whole[1] = "/usr/bin/python3", whole[2] = "-IS", whole[3] = "/$inside/start.py";
    for (int i = 1; i <= count; i++) whole[i + 3] = given[i];
    return execv("/usr/bin/qemu-aarch64-static", whole);
}
END
govreport() { env -i HOME=/tmp LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin chroot "$root" /usr/bin/govreport "$@" </dev/null; }
[[ $(govreport --version) == "公开年报 $version" ]]
govreport selftest /tmp/自检
resources=$root/$inside/app/govreport_gui/_resources
for each in formats fonts; do # is that test awake?
    mv "$resources/$each" "$work/taken"
    if govreport selftest >/dev/null 2>&1; then echo "✕ 没有 $each，自检却通过了" >&2; exit 1; fi
    mv "$work/taken" "$resources/$each"
    echo "✓ 没有 $each 就查得出来"
done
mv "$work/package.deb" "$package" # only what has run
(cd dist && sha256sum "${package#dist/}" | tee "${package#dist/}.sha256")
echo "$package：$(du -h --apparent-size "$package" | cut -f1)，装好后 $(du -sh --apparent-size "$stage/$inside" | cut -f1)，最高要求 $asked"
