#!/usr/bin/env bash
# All set-up of a checkout; `make` runs it before every job. Each step first looks whether it is done already.
# Exit 0: the program runs, if need be without a window (then .venv/no-window says what is missing).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

say() { printf '%s\n' "$*" >&2; }

# Unpacks a Debian package into $temp; needs no rights, only the package lists.
unpack() { (cd "$temp" && apt-get download -qq "$1" >/dev/null 2>&1 && dpkg-deb -x "$1"_*.deb .); }

# --- 1. system packages: what is missing, installed by root, by sudo without a password, or by the reader -------------

# The libraries that PySide6 6.11 loads, found by experiment in a bare Debian 12: the first six for Qt itself, the rest
# for a window. They bring everything else. Looked up by library, not by package: that holds on any Linux.
libraries="libglib-2.0.so.0=libglib2.0-0 libEGL.so.1=libegl1 libGL.so.1=libgl1 libfontconfig.so.1=libfontconfig1
    libdbus-1.so.3=libdbus-1-3 libxkbcommon-x11.so.0=libxkbcommon-x11-0 libxcb-cursor.so.0=libxcb-cursor0
    libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0"
debian_font=/usr/share/fonts/truetype/wqy/wqy-microhei.ttc

python_found() {
    for python in python3.11 python3; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then return; fi
    done
    python=
    return 1
}

# Sets libs (names of missing libraries) and packages (what to install).
look() {
    libs=() packages=()
    local known each
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
    for each in $libraries; do
        [[ -z $known || $known == *"${each%=*} "* ]] || { libs+=("${each%=*}"); packages+=("${each#*=}"); }
    done
    if ! [[ -e $debian_font || -n $(fc-list :lang=zh-cn 2>/dev/null) ]]; then packages+=(fonts-wqy-microhei); fi
    if ! python_found; then
        packages+=(python3 python3-venv)
    elif [[ ! -x .venv/bin/python ]] && ! "$python" -c 'import ensurepip' 2>/dev/null; then
        packages+=(python3-venv) # Debian keeps this part of Python in a package of its own
    fi
}

install() {
    local as=()
    [[ $EUID == 0 ]] || { sudo -n true 2>/dev/null && as=(sudo -n); } || return 1
    say "安装系统软件包：$*"
    local apt=("${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
    "${apt[@]}" update >/dev/null || true # an old list may still do
    "${apt[@]}" install -y --no-install-recommends "$@" </dev/null >/dev/null
}

look
if [[ ${#packages[@]} == 0 ]]; then
    : # nothing is missing
elif ! command -v apt-get >/dev/null; then
    say "这里没有 apt。请自行安装：Python 3.11 以上（含 venv）、一种中文字体，以及 ${libs[*]:-（系统库已齐全）}"
elif install "${packages[@]}"; then
    look
else
    say "缺少系统软件包。请管理员（root）运行这一行，然后重来；现在先做能做的："
    say "  apt-get update && apt-get install -y --no-install-recommends ${packages[*]}"
fi

# --- 2. the font that the program always ships with ------------------------------------------------------------------

font=resources/fonts/wqy-microhei.ttc
licence=resources/fonts/wqy-microhei-licence.txt
if [[ ! -s $font || ! -s $licence ]]; then
    doc=/usr/share/doc/fonts-wqy-microhei/copyright # small systems throw these texts away, the package has it
    root=
    if [[ ! -f $debian_font || ! -f $doc ]] && unpack fonts-wqy-microhei; then root=$temp; fi
    if [[ -f $root$debian_font && -f $root$doc ]]; then
        cp "$root$doc" "$licence"
        cp "$root$debian_font" "$font.part" && mv "$font.part" "$font" # whole or not at all
    else
        say "没有取到中文字体 $font：程序只能用系统里的中文字体，make wheel 不能用。"
    fi
fi

# --- 3. .venv with the pinned packages --------------------------------------------------------------------------------

stamp=.venv/ready
recogniser=packaging/recogniser/wheels.txt
state="$(cat packaging/requirements.txt $recogniser pyproject.toml packaging/setup.sh | cksum) $PWD" # scripts in .venv name this path
if [[ ! -x .venv/bin/python || $(cat "$stamp" 2>/dev/null) != "$state" ]]; then
    rm -f "$stamp"
    [[ -n $python ]] || { say "没有 Python 3.11 或更新的版本，不能继续。"; exit 1; }
    say "安装 Python 软件包到 .venv，第一次要一两分钟……"
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        if "$python" -c 'import ensurepip' 2>/dev/null; then
            "$python" -m venv --clear .venv
        elif unpack python3-pip-whl; then # pip without python3-venv, for those who may not install it
            pip=$(echo "$temp"/usr/share/python-wheels/pip-*.whl)
            "$python" -m venv --clear --without-pip .venv
            .venv/bin/python "$pip/pip" install -q --no-index "$pip"
        else
            say "这个 Python 没有 venv（Debian 软件包 python3-venv），不能继续。"
            exit 1
        fi
    fi
    # hatchling wants the whole content of a wheel even for a checkout: empty files stand in for missing fonts.
    stand_in=()
    for each in $(sed -n 's#^"\(resources/fonts/[^"]*\)" = .*#\1#p' pyproject.toml); do [[ -e $each ]] || { : >"$each"; stand_in+=("$each"); }; done
    pip=(.venv/bin/python -m pip --disable-pip-version-check install -q --no-input)
    if "${pip[@]}" -r packaging/requirements.txt && "${pip[@]}" --no-deps --no-build-isolation -e .; then
        # What reads scans, without what its packages would bring along and is not used: numpy, onnxruntime and the models.
        "${pip[@]}" --no-deps $(sed -n 's/^\([a-z].*==[^ ]*\) .*/\1/p' $recogniser) ||
            say "没有装上读扫描件的部分（$recogniser）：扫描件和图片不能读入，有关的测试不能做，其余照常。"
        echo "$state" >"$stamp"
    fi
    rm -f "${stand_in[@]}"
    [[ -e $stamp ]] || { say "Python 软件包没有装好（见上）。请检查网络后重来。"; exit 1; }
fi

# --- 4. the faces that papers are set in ------------------------------------------------------------------------------

bash packaging/fonts/build.sh || say "没有做成自带的公文字体：输出 PDF 用电脑上的字体或文泉驿微米黑，make wheel 不能用。"

rm -f .venv/no-window
if [[ ${#libs[@]} != 0 ]]; then
    echo "${libs[*]}" >.venv/no-window # the Makefile looks for it
    say "缺少 Qt 要用的系统库：窗口打不开，界面测试不能做，其余照常。"
fi
