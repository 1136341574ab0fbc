#!/usr/bin/env bash
# make_installer.sh STAGE VERSION OUT [makensis option…]: the installer of a staged folder, with the pictures of build.sh.
# NSI: another script than installer.nsi, for tests.
set -euo pipefail
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
pictures=$here/../../build/windows/icons
stage=$(realpath "$1") version=$2 out=$(realpath -m "$3")
shift 3
types=$(mktemp)
trap 'rm -f "$types"' EXIT
"$here/../../.venv/bin/python" "$here/../file_types.py" nsis >"$types"
# SIGN signs the uninstaller before it goes in, and the whole.
IFS=.- read -r major minor patch _ <<<"${version//[a-z+]/.}.0.0.0"
# The date in the installer is this one; its own files have none.
LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1577836800 makensis -V2 -INPUTCHARSET UTF8 "-DSTAGE=$stage" "-DOUT=$out" \
    "-DVERSION=$version" "-DNUMBERS=$major.$minor.$patch.0" "-DICON=$pictures/1.ico" \
    "-DSIDE=$pictures/side.bmp" "-DTYPES=$types" ${SIGN:+"-DSIGN=$SIGN"} "$@" "${NSI:-$here/installer.nsi}"
[[ -z ${SIGN:-} ]] || $SIGN "$out"
