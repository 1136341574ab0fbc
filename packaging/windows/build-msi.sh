#!/usr/bin/env bash
# dist/govreport-VERSION.msi, for administrators, from the same stage as the setup; `make msi` calls it after `make windows`.
# SIGN=command signs it. Exit 77: skipped, with the reason.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
here=packaging/windows
# shellcheck source=packaging/linux/needs.sh
. packaging/linux/needs.sh
python=.venv/bin/python
work=build/windows
version=$("$python" $here/stage_windows.py --version)
package=govreport-$version.msi
rm -f "dist/$package"*
[[ -d $work/stage ]] || { echo "先运行 make windows。" >&2; exit 1; }
need wixl=wixl
"$python" $here/make_msi.py $work/stage "$version" "$work/$package"
[[ -z ${SIGN:-} ]] || $SIGN "$work/$package"
mv "$work/$package" "dist/$package" # whole or not at all
(cd dist && sha256sum "$package" >"$package.sha256" && ls -l "$package" && cat "$package.sha256")
