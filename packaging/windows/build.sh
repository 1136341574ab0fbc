#!/usr/bin/env bash
# The installer and the portable zip for Windows, with their SHA-256, in dist/. `make windows` calls it after set-up.
# EMBED=python-3.x.y-embed-amd64.zip takes the official embeddable Python; SIGN=command signs every binary of our own (it is
# given the file). Exit 77: skipped, with the reason.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
here=packaging/windows
# shellcheck source=packaging/linux/needs.sh
. packaging/linux/needs.sh
python=.venv/bin/python
work=build/windows
version=$("$python" $here/stage_windows.py --version)
setup=govreport-$version-setup.exe
portable=govreport-$version-portable.zip
mkdir -p $work dist
rm -f "dist/$setup"* "dist/$portable"* # an old one is not to be taken for the new
need x86_64-w64-mingw32-gcc=gcc-mingw-w64-x86-64-win32 makensis=nsis

# Wheels by hash: what is there already is looked at again, and only what is missing is fetched.
series=$("$python" $here/stage_windows.py --python)
"$python" -m pip --disable-pip-version-check download -q --platform win_amd64 --python-version "$series" \
    --only-binary=:all: --no-deps --require-hashes -d $work/wheels -r $here/windows-wheels.txt

rm -rf $work/icons
"$python" $here/make_icon.py $work/icons
"$python" $here/stage_windows.py --wheels $work/wheels --icons $work/icons --out $work/stage \
    ${EMBED:+--embed "$EMBED"}
"$python" $here/verify_stage.py $work/stage

bash $here/make_installer.sh $work/stage "$version" "$work/$setup"
mv "$work/$setup" "dist/$setup" # whole or not at all
"$python" $here/zip_stage.py $work/stage "dist/$portable" "govreport-$version"
for file in "$setup" "$portable"; do (cd dist && sha256sum "$file" >"$file.sha256"); done
(cd dist && ls -l "$setup" "$portable" && cat "$setup.sha256" "$portable.sha256")
