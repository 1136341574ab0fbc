#!/usr/bin/env bash
# The add-on 识别组件 in dist/: for Windows setup, zip and MSI, for Linux the Debian package, each with its SHA-256. `make recogniser`.
# build.sh [linux|windows]: only that. Nothing in it is compiled here; the same wheels give the same files. SIGN=command signs as
# for the program. Exit 77: skipped, with the reason.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. packaging/linux/needs.sh
python=$PWD/.venv/bin/python
here=packaging/recogniser
work=$PWD/build/recogniser
export LC_ALL=C.UTF-8 TZ=UTC
umask 022
version=$("$python" $here/stage.py --version)
mkdir -p "$work" dist

staged() { # SYSTEM: its wheels by hash, then the folder
    local platforms=() each
    for each in $("$python" $here/stage.py --platforms "$1"); do platforms+=(--platform "$each"); done
    "$python" -m pip --disable-pip-version-check download -q "${platforms[@]}" --python-version "$("$python" $here/stage.py --python)" \
        --only-binary=:all: --no-deps --require-hashes -d "$work/wheels/$1" -r $here/wheels.txt || skip "取不到识别组件的软件包"
    "$python" $here/stage.py "$1" "$work/wheels/$1" "$work/$1"
}

told() { (cd dist && for file in "$@"; do sha256sum "$file" >"$file.sha256" && ls -l "$file" && cat "$file.sha256"; done); }

windows() {
    local name=govreport-recogniser-$version
    rm -f dist/"$name"{-setup.exe,-portable.zip,.msi}*
    need makensis=nsis wixl=wixl
    staged windows-x86_64
    [[ -d build/windows/icons ]] || "$python" packaging/windows/make_icon.py build/windows/icons
    NSI=$PWD/$here/installer.nsi bash packaging/windows/make_installer.sh "$work/windows-x86_64" "$version" "$work/$name.exe"
    mv "$work/$name.exe" "dist/$name-setup.exe"
    "$python" packaging/windows/zip_stage.py "$work/windows-x86_64" "dist/$name-portable.zip" govreport-recogniser
    "$python" packaging/windows/make_msi.py "$work/windows-x86_64" "$version" "$work/$name.msi" recogniser
    [[ -z ${SIGN:-} ]] || $SIGN "$work/$name.msi"
    mv "$work/$name.msi" "dist/$name.msi"
    told "$name"{-setup.exe,-portable.zip,.msi}
}

linux() {
    need dpkg-deb=dpkg dpkg-shlibdeps=dpkg-dev objdump=binutils
    local architecture stage=$work/deb doc=usr/share/doc/govreport-gui-recogniser depends package
    architecture=$(dpkg --print-architecture)
    [[ $architecture == amd64 ]] || skip "识别组件的 Debian 软件包只在 x86_64 上造"
    SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1577836800)}
    export SOURCE_DATE_EPOCH
    package=govreport-gui-recogniser_${version}_$architecture.deb
    rm -f "dist/$package"*
    staged linux-x86_64
    rm -rf "$stage"
    mkdir -p "$stage/DEBIAN" "$stage/usr/lib" "$stage/$doc"
    cp -r "$work/linux-x86_64" "$stage/usr/lib/govreport-recogniser"
    mv "$stage/usr/lib/govreport-recogniser/licences" "$stage/$doc/"
    mv "$stage/$doc/licences/parts.cdx.json" "$stage/$doc/"
    cp $here/debian/copyright "$stage/$doc/"
    sed -e "s/^govreport-gui /govreport-gui-recogniser /" -e "s/@VERSION@/$version/g" -e "s/@DATE@/$(date -R -d "@$SOURCE_DATE_EPOCH")/" \
        packaging/linux/debian/changelog.in | gzip -9n >"$stage/$doc/changelog.gz"
    mkdir -p "$work/shlibs/debian" # dpkg-shlibdeps wants to stand in a source package
    echo "Source: govreport-gui-recogniser" >"$work/shlibs/debian/control"
    mapfile -t binaries < <(find "$stage/usr/lib" -type f -name '*.so*' | sort)
    depends=$(cd "$work/shlibs" && dpkg-shlibdeps -O --warnings=0 --ignore-missing-info -S"$stage" \
        -l/usr/lib/govreport-recogniser/numpy.libs "${binaries[@]}")
    sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@DEPENDS@/${depends#shlibs:Depends=}/" \
        -e "s/@SIZE@/$(du -sk --apparent-size "$stage/usr" | cut -f1)/" $here/debian/control.in >"$stage/DEBIAN/control"
    (cd "$stage" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$stage/DEBIAN/md5sums"
    chmod -R u=rwX,go=rX "$stage"
    find "$stage" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz -b "$stage" "$work/package.deb" >/dev/null
    mv "$work/package.deb" "dist/$package"
    told "$package"
}

case ${1:-all} in
    linux) linux ;;
    windows) windows ;;
    all) linux; windows ;;
    *) echo "build.sh [linux|windows]" >&2; exit 2 ;;
esac
