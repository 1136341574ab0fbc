#!/usr/bin/env bash
# Does SIGN reach every binary of our own? With a certificate made for this run alone: stage, installer, and a look at each,
# the uninstaller inside too. `make windows-sign-test`, after `make windows`. Exit 77: skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. packaging/linux/needs.sh
need x86_64-w64-mingw32-gcc=gcc-mingw-w64-x86-64-win32 makensis=nsis osslsigncode=osslsigncode openssl=openssl
python=.venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$("$python" packaging/windows/stage_windows.py --version)
[[ -d build/windows/wheels && -s build/windows/icons/1.ico ]] || { echo "先运行 make windows。" >&2; exit 1; }

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=throw-away' -addext extendedKeyUsage=codeSigning \
    -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
cat >"$work/sign" <<END
#!/bin/sh
osslsigncode sign -certs "$work/certificate.pem" -key "$work/key.pem" -h sha256 -in "\$1" -out "\$1.signed" >/dev/null &&
    mv "\$1.signed" "\$1" && { [ ! -e "$work/last" ] || mv "$work/last" "$work/last-but-one"; } && cp "\$1" "$work/last"
END
chmod +x "$work/sign"

# Signed by that certificate, and not changed since.
signed() { osslsigncode verify -CAfile "$work/certificate.pem" -in "$1" 2>&1 | grep -q 'Signature verification: ok'; }

failed=0
look() {
    if signed "$1"; then echo "✓ ${1##*/} 签了名"; else echo "✕ ${1##*/} 没有签名，或签名后又变了"; failed=1; fi
}

SIGN=$work/sign "$python" packaging/windows/stage_windows.py --wheels build/windows/wheels \
    --icons build/windows/icons --out "$work/stage" >/dev/null
SIGN=$work/sign bash packaging/windows/make_installer.sh "$work/stage" "$version" "$work/setup.exe" -DQUICK >/dev/null
look "$work/stage/govreport.exe"
look "$work/stage/govreport-gui.exe"
look "$work/stage/program/runtime/python3.dll"
look "$work/setup.exe"
# The uninstaller is signed before the setup, and lies in it as it is.
mv "$work/last-but-one" "$work/uninstall.exe"
look "$work/uninstall.exe"
"$python" -c 'import sys; from pathlib import Path; a, b = (Path(each).read_bytes() for each in sys.argv[1:]); sys.exit(a not in b)' \
    "$work/uninstall.exe" "$work/setup.exe" || { echo "✕ 安装程序里的卸载程序不是签了名的那个"; failed=1; }
bash packaging/windows/verify_signatures.sh "$work/stage" || failed=1
printf x | dd of="$work/stage/govreport.exe" bs=1 seek=5000 conv=notrunc status=none
if signed "$work/stage/govreport.exe"; then echo "✕ 改动一个字节没有发现"; failed=1; else echo "✓ 改动一个字节就查得出来"; fi
if SIGN=true "$python" packaging/windows/stage_windows.py --wheels build/windows/wheels \
    --icons build/windows/icons --out "$work/unsigned" >/dev/null 2>&1; then
    echo "✕ 命令没有签名，却没有发现"; failed=1
else
    echo "✓ 命令没有签名就查得出来"
fi
exit $failed
