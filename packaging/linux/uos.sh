#!/usr/bin/env bash
# dist/uos/ID_VERSION_ARCHITECTURE.deb, in the layout that the store of 统信 UOS asks for: all in /opt/apps/ID, no scripts that root
# runs. From the stage of `make deb-old` (glibc 2.28), tried at once. `make deb-uos`. ID=com.example.name is the publisher's;
# the store signs. Exit 77: skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. packaging/linux/needs.sh
need dpkg-deb=dpkg

id=${ID:-invalid.govreport-gui} # as the maintainer's address: nobody's, until a publisher gives their own
old=$PWD/build/deb-old/root/project/build/deb/stage
[[ -d $old/usr ]] || skip "还没有给老系统的软件包，先运行 make deb-old"
stage=$PWD/build/deb-uos
home=$stage/opt/apps/$id
rm -rf "$stage"
mkdir -p "$home/entries/applications" "$home/entries/mime" "$stage/DEBIAN"
version=$(sed -n 's/^Version: //p' "$old/DEBIAN/control")
architecture=$(sed -n 's/^Architecture: //p' "$old/DEBIAN/control")
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1577836800)}
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8
umask 022

cp -a "$old/usr/lib/govreport-gui" "$home/files"
cp -r "$old/usr/share/doc/govreport-gui" "$home/files/doc"
sed -i 's#usr/lib/govreport-gui#opt/apps/'"$id"'/files#g; s#/usr/share/doc/govreport-gui#/opt/apps/'"$id"'/files/doc#g' "$home/files/doc/copyright"
cp -r "$old/usr/share/icons" "$home/entries/icons"
mv "$home/entries/icons/hicolor/scalable/apps/govreport.svg" "$home/entries/icons/hicolor/scalable/apps/$id.svg"
cp "$home/entries/icons/hicolor/scalable/apps/$id.svg" "$home/entries/icons/hicolor/scalable/mimetypes/govreport.svg"
cp -r "$old/usr/share/mime/packages" "$home/entries/mime/"
sed -e "s#^Exec=.*#Exec=/opt/apps/$id/files/govreport %f#" -e "s#^Icon=.*#Icon=$id#" \
    "$old/usr/share/applications/govreport-gui.desktop" >"$home/entries/applications/$id.desktop"
cat >"$home/info" <<END
{
  "appid": "$id",
  "name": "公开年报",
  "version": "$version",
  "arch": ["$architecture"],
  "permissions": {
    "autostart": false, "notification": false, "trayicon": false, "clipboard": true, "account": false,
    "bluetooth": false, "camera": false, "audio_record": false, "installed_apps": false
  }
}
END
sed -e "s/^Package: .*/Package: $id/" -e "s/^Installed-Size: .*/Installed-Size: $(du -sk --apparent-size "$stage/opt" | cut -f1)/" \
    "$old/DEBIAN/control" >"$stage/DEBIAN/control"
(cd "$stage" && find opt -type f -print0 | sort -z | xargs -0 md5sum) >"$stage/DEBIAN/md5sums"
find "$stage" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
mkdir -p dist/uos
package=dist/uos/${id}_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz -b "$stage" "$stage.deb" >/dev/null

# --- is it what the store asks for, and does it run from there? -----------------------------------------------------------

failed=0
verdict() { if [[ $1 == 0 ]]; then echo "✓ $2"; else echo "✕ $2"; failed=1; fi; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
outside() { dpkg-deb -c "$1" | awk '$NF !~ "^\\./(opt/(apps/('"$id"'/.*)?)?)?$"' | grep -v -- ' -> ' | grep . ; }
scripts() { dpkg-deb --ctrl-tarfile "$1" | tar -t | grep -E '(pre|post)(inst|rm)|triggers|config'; }
if outside "$stage.deb"; then verdict 1 "都在 /opt/apps/$id 里"; else verdict 0 "都在 /opt/apps/$id 里"; fi
if scripts "$stage.deb"; then verdict 1 "没有由管理员运行的脚本"; else verdict 0 "没有由管理员运行的脚本"; fi
cp -r "$stage/DEBIAN" "$work/DEBIAN" && mkdir -p "$work/usr" && touch "$work/usr/别处" && printf '#!/bin/sh\n' >"$work/DEBIAN/postinst"
chmod 755 "$work/DEBIAN/postinst" && dpkg-deb -b "$work" "$work.deb" >/dev/null
outside "$work.deb" >/dev/null && scripts "$work.deb" >/dev/null; verdict $? "  有脚本、有放在别处的文件就查得出来"
rm -rf "$work.deb" "${work:?}"/*
dpkg-deb -x "$stage.deb" "$work"
.venv/bin/python -m json.tool "$work/opt/apps/$id/info" >/dev/null; verdict $? "info 是 JSON"
run() { env -i HOME="$work" LC_ALL=C.UTF-8 PATH=/usr/bin:/bin "$work/opt/apps/$id/files/govreport" "$@" </dev/null; }
run selftest "$work/自检" >/dev/null; verdict $? "在那里自检通过"
mv "$work/opt/apps/$id/files/_internal/govreport_gui/_resources/formats" "$work/formats"
if run selftest >/dev/null 2>&1; then verdict 1 "  没有 formats 就查得出来"; else verdict 0 "  没有 formats 就查得出来"; fi
[[ $failed == 0 ]]
mv "$stage.deb" "$package"
(cd dist/uos && sha256sum "${package##*/}" | tee "${package##*/}.sha256")
echo "$package：$(du -h --apparent-size "$package" | cut -f1)"
