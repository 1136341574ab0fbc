#!/usr/bin/env bash
# dist/govreport-gui_VERSION_MACHINE.run: one file for a desktop without root, from the stage of `make deb`, tried at once in a
# home of its own. `make onefile`. The same stage gives the same file. Exit 77: skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. packaging/linux/needs.sh
need xz=xz-utils

stage=$PWD/build/deb/stage
[[ -d $stage/usr ]] || { echo "先运行 make deb。" >&2; exit 1; }
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' govreport_gui/__init__.py)
machine=$(uname -m)
file=dist/govreport-gui_${version}_$machine.run
rm -f "$file"*
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8

cp -a "$stage/usr/lib/govreport-gui" "$work/program"
mkdir "$work/program/share"
cp "$stage"/usr/share/{applications/govreport-gui.desktop,mime/packages/govreport-gui.xml} "$work/program/share/"
cp -r "$stage/usr/share/icons" "$work/program/share/"
icons=$(cd "$stage/usr/share" && find icons -type f | LC_ALL=C sort | paste -sd" ")
cp -r "$stage/usr/share/doc/govreport-gui" "$work/program/share/doc"
tar -C "$work/program" --sort=name --owner=0 --group=0 --numeric-owner --mtime=2020-01-01 -c . | xz -T1 >"$work/payload"
sha=$(sha256sum "$work/payload" | cut -d' ' -f1)
fill() { # the length of the head is in the head
    sed -e "s/@VERSION@/$version/g" -e "s/@NAME@/$version-${sha:0:8}/" -e "s/@MACHINE@/$machine/g" -e "s/@SHA@/$sha/" -e "s#@ICONS@#$icons#" \
        -e "s/@SKIP@/$1/g" packaging/linux/onefile-head.sh
}
skip=$(printf %08d $(($(fill 00000000 | wc -c) + 1)))
{ fill "$skip"; cat "$work/payload"; } >"$work/run"
chmod +x "$work/run"

# --- does it do what it says? -------------------------------------------------------------------------------------------

home=$work/家\ 目录
mkdir "$home"
run() { env -i HOME="$home" LC_ALL=C.UTF-8 PATH=/usr/bin:/bin "$work/$1" "${@:2}" </dev/null; }
failed=0
verdict() { if [[ $1 == 0 ]]; then echo "✓ $2"; else echo "✕ $2"; failed=1; fi; }
head -c -1000 "$work/run" >"$work/cut" && chmod +x "$work/cut"
code=0
said=$(run cut --version 2>&1) || code=$?
verdict $(($code != 97)) "没有下载完的，说明白，退出码 97"
[[ $said == *文件不完整* && -z $(ls -A "$home/.local/share/govreport-gui") ]]; verdict $? "  什么也没有留下"
[[ $(run run --version) == "公开年报 $version" ]]; verdict $? "第一次运行：解开，打开"
program=$home/.local/share/govreport-gui/$version-${sha:0:8}
grep -qF "Exec=\"$program/govreport\" %f" "$home/.local/share/applications/govreport-gui.desktop"; verdict $? "菜单项"
[[ -s $home/.local/share/mime/packages/govreport-gui.xml ]]; verdict $? ".govreport 的打开方式"
run run selftest "$home/自检" >"$work/said"; verdict $? "自检"
mv "$program/_internal/govreport_gui/_resources/formats" "$work/formats"
if run run selftest >/dev/null 2>&1; then verdict 1 "  没有 formats 就查得出来"; else verdict 0 "  没有 formats 就查得出来"; fi
mv "$work/formats" "$program/_internal/govreport_gui/_resources/formats"
mkdir "$home/.local/share/govreport-gui/0.0.9-older"
mv "$program" "$home/.local/share/govreport-gui/0.0.8-older"
run run --version >/dev/null && [[ $(ls "$home/.local/share/govreport-gui") == "$version-${sha:0:8}" ]]; verdict $? "换上新的，旧的不留"
touch "$home/年报.govreport"
run run --remove >/dev/null
[[ -z $(find "$home/.local" -iname '*govreport*') && -e $home/年报.govreport ]]; verdict $? "移除：程序不留，年报还在"
[[ $failed == 0 ]]
mv "$work/run" "$file"
(cd dist && sha256sum "${file#dist/}" | tee "${file#dist/}.sha256")
echo "$file：$(du -h --apparent-size "$file" | cut -f1)"
