#!/usr/bin/env bash
# dist/*.whl, installed by pip into a fresh environment and used from another folder; then with a resource taken away, when
# the program's own test must fail. `make wheel-test`. Works in Git Bash on Windows as well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export LC_ALL=C.UTF-8 PYTHONUTF8=1

temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
python=.venv/bin/python
scripts=bin
if [[ ! -e $python ]]; then python=.venv/Scripts/python scripts=Scripts; fi
version=$("$python" -c 'import govreport_gui; print(govreport_gui.__version__)')
project=$PWD
wheel=$PWD/dist/govreport_gui-$version-py3-none-any.whl

"$python" -m venv --without-pip "$temp/venv" # .venv has pip, or was given it
"$python" -m pip --disable-pip-version-check -qq --python "$temp/venv/$scripts/python" install --no-input "$wheel"
govreport=$temp/venv/$scripts/govreport
mkdir "$temp/另一个 文件夹"
cd "$temp/另一个 文件夹"
[[ $("$govreport" --version) == "公开年报 $version" ]]
[[ -x $temp/venv/$scripts/govreport-gui || -x $temp/venv/$scripts/govreport-gui.exe ]]
"$govreport" selftest .
package=$("$temp/venv/$scripts/python" -c 'import govreport_gui; print(govreport_gui.__path__[0])')
for each in "$project"/resources/*; do # all that a checkout has, the package has
    [[ -e $package/_resources/${each##*/} ]] || { echo "✕ wheel 里没有 resources/${each##*/}" >&2; exit 1; }
done
for each in formats samples fonts; do
    mv "$package/_resources/$each" "$temp/taken"
    if "$govreport" selftest >/dev/null 2>&1; then echo "✕ 没有 $each，自检却通过了" >&2; exit 1; fi
    mv "$temp/taken" "$package/_resources/$each"
    echo "✓ 没有 $each 就查得出来"
done
echo "pip 装的 ${wheel##*/} 可以用。"
