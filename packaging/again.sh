#!/usr/bin/env bash
# Does the same commit give the same files in another folder? A second clone builds setup, zip, MSI and all Debian packages, the
# add-on's too; they are compared with those in dist/; with SIGN only the Debian packages, since a signature has its time in it. Part of
# `make release`. Exit 77: skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone -q "$here" "$work/又一份"
cd "$work/又一份"
mkdir -p build/windows build/deb-arm64 build/recogniser
for each in windows deb-arm64 recogniser; do cp -r "$here/build/$each/wheels" "build/$each/"; done # known by their hashes, so not fetched twice
make -s wheel
if [[ -z ${SIGN:-} ]]; then
    bash packaging/windows/build.sh
    bash packaging/windows/build-msi.sh
    bash packaging/recogniser/build.sh windows
fi
bash packaging/linux/build.sh
bash packaging/recogniser/build.sh linux
bash packaging/linux/arm64/build.sh package
mv build/deb-arm64/package.deb "dist/$(cd "$here/dist" && echo govreport-gui_*_arm64.deb)"
failed=0
shopt -s nullglob
for each in dist/*.exe dist/*.zip dist/*.msi dist/*.deb; do
    if cmp -s "$each" "$here/$each"; then echo "✓ ${each#dist/} 逐字节相同"; else echo "✕ ${each#dist/} 不同"; failed=1; fi
done
exit $failed
