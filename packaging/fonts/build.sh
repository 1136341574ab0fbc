#!/usr/bin/env bash
# Puts the faces that papers are set in into resources/fonts: cut from those of four packages, 130 MB to fetch. What was
# made is kept in the user's cache, so that another checkout has it at once. Exit 1: some package could not be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

shipped=$(sed -n 's#^"\(resources/fonts/[^"]*\)" = .*#\1#p' pyproject.toml | grep -v wqy-microhei)
state=$(cat packaging/fonts/* <(grep -E "^(pylopdf|uharfbuzz)" packaging/requirements.txt) | cksum | tr ' ' -)
kept=${XDG_CACHE_HOME:-$HOME/.cache}/govreport-fonts/$state
stamp=resources/fonts/.made # which state they are of

# Whether a folder has them all.
whole() { local each; for each in $shipped; do [[ -s $1/${each##*/} ]] || return 1; done; }

if whole resources/fonts && [[ $(cat $stamp 2>/dev/null) == "$state" ]]; then exit; fi
if ! whole "$kept"; then
    temp=$(mktemp -d)
    trap 'rm -rf "$temp"' EXIT
    chmod 755 "$temp"
    mkdir "$temp/sources" "$temp/made"

    # Fetches a Debian package; where its list is old or missing, the list first.
    fetch() {
        (cd "$temp" && apt-get download -qq "$1" >/dev/null 2>&1) && return
        local as=()
        [[ $EUID == 0 ]] || as=(sudo -n)
        "${as[@]}" apt-get -qq -o DPkg::Lock::Timeout=120 update >/dev/null 2>&1 || true
        (cd "$temp" && apt-get download -qq "$1" >/dev/null)
    }

    # Takes out of a Debian package the files that are named, as one text where the last argument says how that is called.
    take() {
        local package=$1 text=$2; shift 2
        fetch "$package"
        mkdir "$temp/$package"
        dpkg-deb --fsys-tarfile "$temp/$package"_*.deb | tar -xC "$temp/$package" --wildcards "$@"
        find "$temp/$package" -name '*.[ot]tf' -exec mv -t "$temp/sources" {} +
        find "$temp/$package" -type f | sort | xargs -d '\n' zcat -f >"$temp/sources/$text"
    }

    echo "正在制作自带的公文字体，这台电脑第一次要下载约 130 MB……" >&2
    take texlive-lang-chinese fandol '*/Fandol[FK]a*-Regular.otf' '*/fonts/fandol/README' '*/fonts/fandol/COPYING*'
    take fonts-lxgw-wenkai lxgw-wenkai '*/LXGWWenKai-Regular.ttf' '*/copyright'
    take fonts-noto-core noto-core '*/Noto'{NaskhArabic,SansMongolian,SerifTibetan,SansYi}-Regular.ttf '*/copyright'
    noto=$(.venv/bin/python -c 'import pylopdf_fonts_zh_cn as fonts; print(fonts.__path__[0])')
    cp "$noto"/Noto{Sans,Serif}SC-Regular.otf "$temp/sources"
    cat "$noto"-*.dist-info/licenses/LICENSE >"$temp/sources/noto-sc"
    .venv/bin/python packaging/fonts/make_fonts.py "$temp/sources" "$temp/made"
    mkdir -p "$(dirname "$kept")"
    rm -rf "$kept"
    mv "$temp/made" "$kept.$$"
    mv -T "$kept.$$" "$kept" 2>/dev/null || rm -rf "$kept.$$" # another checkout was quicker
fi
rm -f $stamp
for each in $shipped; do cp "$kept/${each##*/}" "$each"; done
echo "$state" >$stamp
