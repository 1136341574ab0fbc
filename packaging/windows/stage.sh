#!/usr/bin/env bash
# The whole program for Windows in build/windows/stage, looked at but not run: all that it imports is there. `make stage`; CI
# calls it with NO_INSTALL=1, which installs nothing. build.sh packs what it made. EMBED, SIGN: as there. Exit 77: skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
here=packaging/windows
# shellcheck source=packaging/linux/needs.sh
. packaging/linux/needs.sh
python=.venv/bin/python
work=build/windows
mkdir -p $work
need x86_64-w64-mingw32-gcc=gcc-mingw-w64-x86-64-win32

# Wheels by hash: what is there already is looked at again, and only what is missing is fetched.
series=$("$python" $here/stage_windows.py --python)
"$python" -m pip --disable-pip-version-check download -q --platform win_amd64 --python-version "$series" \
    --only-binary=:all: --no-deps --require-hashes -d $work/wheels -r $here/windows-wheels.txt || skip "取不到 Windows 的软件包"

rm -rf $work/icons
"$python" $here/make_icon.py $work/icons
"$python" $here/stage_windows.py --wheels $work/wheels --icons $work/icons --out $work/stage ${EMBED:+--embed "$EMBED"}
"$python" $here/verify_stage.py $work/stage
