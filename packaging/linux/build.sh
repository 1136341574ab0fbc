#!/usr/bin/env bash
# The wheel → dist/govreport-gui_VERSION_ARCHITECTURE.deb, with Python and Qt inside. `make deb` runs it, after `make wheel`.
# The same commit on the same system gives the same file, in whatever folder. Exit 77: skipped, a tool is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. packaging/linux/needs.sh
. packaging/linux/around.sh

build=$PWD/build/deb
stage=$build/stage
inside=usr/lib/govreport-gui
debian=packaging/linux/debian
doc=usr/share/doc/govreport-gui
python=.venv/bin/python

# --- 1. tools ---------------------------------------------------------------------------------------------------------

base=$("$python" -c 'import sys; print(sys._base_executable)')
library=$("$python" -c 'import sysconfig; print(sysconfig.get_config_var("INSTSONAME"))')
needed=(dpkg-deb=dpkg dpkg-shlibdeps=dpkg-dev objdump=binutils chrpath=chrpath)
# Debian's Python runs without the library that a frozen program starts.
if ! { ldd "$base"; PATH=$PATH:/sbin ldconfig -p; } | grep libpython3 >/dev/null; then needed+=("=${library%%.so*}"); fi
need "${needed[@]}"

# Everything with a date in it takes that of the commit.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1577836800)}
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0 LC_ALL=C.UTF-8 TZ=UTC
umask 022

version=$("$python" -c 'import govreport_gui; print(govreport_gui.__version__)')
architecture=$(dpkg --print-architecture)

# --- 2. the wheel, frozen ---------------------------------------------------------------------------------------------

rm -rf "$build"
mkdir -p "$stage/DEBIAN" "$stage/usr/lib"
# .venv has pip, or was given it; this one holds only what is shipped, and what freezes it.
"$python" -m venv --without-pip "$build/venv"
"$python" -m pip --disable-pip-version-check -qq --python "$build/venv/bin/python" install --no-input \
    -c packaging/requirements.txt -r packaging/linux/requirements.txt "dist/govreport_gui-$version-py3-none-any.whl"
"$build/venv/bin/pyinstaller" --log-level ERROR --distpath "$stage/usr/lib" --workpath "$build/work" \
    packaging/linux/govreport.spec
# Python's debugging symbols are half of it. Where it was built is nobody's business, and could name a foreign library.
find "$stage/$inside/_internal" \( -name 'libpython*' -o -path '*/lib-dynload/*.so' \) \
    -exec strip --strip-unneeded {} + -exec chrpath -d {} + >/dev/null

# --- 3. what Debian wants around it -----------------------------------------------------------------------------------

put_around
mkdir "$stage/$doc/licences"
for each in charset_normalizer et_xmlfile olefile openpyxl pillow platformdirs pyinstaller pypdfium2 python_calamine reportlab uharfbuzz xlsxwriter; do
    find "$build"/venv/lib/python*/site-packages/"$each"-*.dist-info -type f \( -iname 'licen[cs]e*' -o -iname 'copying*' -o -path '*/licenses/*' \) |
        sort | xargs -d '\n' cat >"$stage/$doc/licences/$each"
    [[ -s $stage/$doc/licences/$each ]]
done
cat "$("$base" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')/LICENSE.txt" >"$stage/$doc/licences/python"
cat resources/fonts/wqy-microhei-licence.txt >"$stage/$doc/licences/wqy-microhei"
cat resources/fonts/licences.txt >"$stage/$doc/licences/fonts"
cat packaging/windows/licences/qt-parts.txt >"$stage/$doc/licences/qt-parts"
# The program's own packages, by the names of the list for arm64, which a test keeps complete; not what froze them.
sed -n 's/^\([a-z0-9_]*\)==.*/\1/p' packaging/linux/arm64/wheels.txt | tr _ - >"$build/names.txt"
"$python" -m pip --disable-pip-version-check -q --python "$build/venv/bin/python" freeze | tr _ - |
    grep -ixE "($(paste -sd'|' "$build/names.txt"))==.*" >"$build/parts.txt"
[[ $(wc -l <"$build/parts.txt") == $(wc -l <"$build/names.txt") ]]
"$python" packaging/sbom.py "$version" "$build/parts.txt" "$stage/$doc/parts.cdx.json" \
    "python=$("$base" -c 'import platform; print(platform.python_version())')" $(cat packaging/parts.txt)

# --- 4. what it depends on: asked of the libraries that it does not carry -------------------------------------------------

inner=$stage/$inside/_internal
mkdir -p "$build/shlibs/debian" # dpkg-shlibdeps wants to stand in a source package
echo "Source: govreport-gui" >"$build/shlibs/debian/control"
mapfile -t binaries < <(find "$stage/$inside" -type f \( -name '*.so*' -o -name govreport \) | sort)
# dpkg does not know the libraries inside, and would say so; one that is nowhere ends the build.
depends=$(cd "$build/shlibs" && dpkg-shlibdeps -O --warnings=0 --ignore-missing-info -S"$stage" -l"/$inside/_internal" \
    "${binaries[@]}")
put $debian/control.in DEBIAN/control
# Debian ties libx11-xcb1 to the version it has, for private calls; Qt makes none, and older systems have older ones.
sed -i -e "s/@ARCHITECTURE@/$architecture/" -e "s/@DEPENDS@/${depends#shlibs:Depends=}/" -e 's/libx11-xcb1 ([^)]*)/libx11-xcb1/' \
    -e "s/@SIZE@/$(du -sk --apparent-size "$stage/usr" | cut -f1)/" "$stage/DEBIAN/control"
(cd "$stage" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$stage/DEBIAN/md5sums"

# --- 5. the package -----------------------------------------------------------------------------------------------------

chmod -R u=rwX,go=rX "$stage"
find "$inner" -type f -exec chmod a-x {} + # libraries are not started
find "$stage" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
package=dist/govreport-gui_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz -b "$stage" "$package" >/dev/null
(cd dist && sha256sum "${package#dist/}" | tee "${package#dist/}.sha256")
echo "$package：$(du -h --apparent-size "$package" | cut -f1)，装好后 $(du -sh --apparent-size "$stage/$inside" | cut -f1)"
