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
need makensis=nsis
bash $here/stage.sh
bash $here/make_installer.sh $work/stage "$version" "$work/$setup"
mv "$work/$setup" "dist/$setup" # whole or not at all
"$python" $here/zip_stage.py $work/stage "dist/$portable" "govreport-$version"
for file in "$setup" "$portable"; do (cd dist && sha256sum "$file" >"$file.sha256"); done
(cd dist && ls -l "$setup" "$portable" && cat "$setup.sha256" "$portable.sha256")
