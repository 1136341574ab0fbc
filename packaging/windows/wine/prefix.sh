# shellcheck shell=bash
# To be sourced with WORK set: a Wine of its own in $WORK that runs Qt 6.11 with a real window, and a screen for it.
# Everything stays in $WORK, nothing reaches the user's own folders; leave_wine stops all that was started.

export HOME=$WORK/home WINEPREFIX=$WORK/prefix WINEARCH=win64 WINEDEBUG=-all LC_ALL=C.UTF-8
export XDG_DATA_HOME=$HOME/data XDG_CONFIG_HOME=$HOME/config XDG_CACHE_HOME=$HOME/cache
# Wine would put its menu entries on the user's desktop, show its own window at a crash, and ask for .NET and a browser.
export WINEDLLOVERRIDES="winemenubuilder.exe,winedbg.exe=d;mscoree,mshtml="
unset "${!QT_@}"
C=$WINEPREFIX/drive_c

# With standard input and a pipe for output: without them Python ends with WinError 6.
win() { timeout 600 wine "$@" </dev/null 2>&1 | cat; return "${PIPESTATUS[0]}"; }

# Only its exit code.
win_quiet() { win "$@" >/dev/null; }

key() { win_quiet reg add "$1" /v "$2" /d "$3" /f; }

# $1: the build number of Windows that programs are told.
windows_build() {
    local nt='HKLM\Software\Microsoft\Windows NT\CurrentVersion'
    key "$nt" CurrentBuildNumber "$1"
    key "$nt" CurrentBuild "$1"
}

make_prefix() {
    local here=$1 font stub
    mkdir -p "$HOME" "$WORK/locales"
    # As on a clerk's computer: Chinese, and so code page 936. The locale is made here, the machine need not have it.
    localedef -f UTF-8 -i zh_CN "$WORK/locales/zh_CN.UTF-8"
    export LOCPATH=$WORK/locales LC_ALL=zh_CN.UTF-8 2>/dev/null # bash itself does not find it, Wine does
    wineboot -i </dev/null >/dev/null 2>&1
    wine winecfg -v win10 </dev/null >/dev/null 2>&1
    for stub in icuuc bcryptprimitives; do # where the real one is missing
        [[ -e $C/windows/system32/$stub.dll ]] ||
            x86_64-w64-mingw32-gcc -shared -s -Os -o "$C/windows/system32/$stub.dll" "$here/${stub}_stub.c" -ladvapi32
    done
    # Chinese in Windows' own dialogs; Windows has these fonts, Wine does not.
    {
        printf 'Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\Wine\\Fonts\\Replacements]\n'
        for font in 'Microsoft YaHei UI' 'Microsoft YaHei' 微软雅黑 SimSun NSimSun 宋体 SimHei 黑体 'Segoe UI' Tahoma; do
            printf '"%s"="WenQuanYi Micro Hei"\n' "$font"
        done
        printf '\n[HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Windows NT\\CurrentVersion\\FontSubstitutes]\n'
        printf '"%s"="WenQuanYi Micro Hei"\n' 'MS Shell Dlg' 'MS Shell Dlg 2'
    } | iconv -t UTF-16 >"$WORK/fonts.reg"
    win_quiet regedit /S "Z:${WORK//\//\\}\\fonts.reg"
}

# A screen of our own with a window manager, without which no key reaches a window.
open_screen() {
    mkfifo "$WORK/display"
    Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$WORK/display" >/dev/null 2>&1 &
    screen=$!
    DISPLAY=:$(head -1 "$WORK/display") && export DISPLAY
    openbox >/dev/null 2>&1 &
    manager=$!
}

leave_wine() {
    wineserver -k 2>/dev/null
    kill "${manager:-}" "${screen:-}" 2>/dev/null
    wait "${manager:-}" "${screen:-}" 2>/dev/null
}
