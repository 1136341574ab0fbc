# shellcheck shell=bash
# To be sourced after prefix.sh with STAGE and EVIDENCE set: what must hold, each as a function that gives 0 only if it
# does. acceptance.sh runs them on the real installer, broken.sh on broken ones.

here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
folder="$C/某 街道/公开 年报" # where the program is installed
desk="$C/某 街道/桌上"       # where the clerk's reports lie
local_data=$C/users/$(id -un)/AppData/Local
menu="$C/users/$(id -un)/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/公开年报.lnk"
desktop="$C/users/$(id -un)/Desktop/公开年报.lnk"
settings=$local_data/govreport/settings.json
sample='彭水苗族土家族自治县人民政府机关2021年政府信息公开工作年度报告'
uninstall='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\govreport'
classes='HKCU\Software\Classes'
mime=application/x-govreport+json

# A path in drive C: as Windows names it.
of_windows() { local path="C:${1#"$C"}"; printf %s "${path//\//\\}"; }

# $1: the installer, $2: the folder, if any. NSIS wants a folder with spaces last and without quotes, so in pieces.
# shellcheck disable=SC2046 # in pieces, as said
setup_silent() { win_quiet "$1" /S "${@:3}" ${2:+/D=$(of_windows "$2")}; }

uninstall_silent() {
    win_quiet "$(of_windows "$folder/uninstall.exe")" /S
    # It goes on in a copy of itself.
    for _ in {1..60}; do [[ -e $folder/uninstall.exe ]] || break; sleep 0.25; done
    sleep 1
}

console() { win "$(of_windows "$folder/govreport.exe")" "$@"; }

# The value $2 of the key $1, without $2 the default one. By a file: what `reg query` prints has no Chinese.
value() {
    local name=${2:+\"$2\"}
    win_quiet reg export "$1" 'C:\value.reg' /y || return 1
    iconv -f UTF-16 "$C/value.reg" | tr -d '\r' | grep -A99 -F -i "\\${1#*\\}]" | sed -n "2,/^\[/s/^${name:-@}=\"\(.*\)\"\$/\1/p" |
        sed 's/\\\(.\)/\1/g' | head -1
}

# ── without running it ────────────────────────────────────────────────

check_closure() { "$here/../../../.venv/bin/python" "$here/../verify_stage.py" "$1"; }

check_signatures() { bash "$here/../verify_signatures.sh" "$1"; }

# ── what the installer left ──────────────────────────────────────────

check_files() {
    diff -r "$STAGE" "$folder" >"$WORK/differs"
    [[ $(<"$WORK/differs") == "Only in $folder: uninstall.exe" ]] || { head -3 "$WORK/differs"; return 1; }
}

check_entry() {
    [[ $(value "$uninstall" DisplayName) == 公开年报 && $(value "$uninstall" DisplayVersion) == "$1" ]] &&
        [[ $(value "$uninstall" QuietUninstallString) == "\"$(of_windows "$folder")\\uninstall.exe\" /S" ]] &&
        [[ $(value "$uninstall" InstallLocation) == "$(of_windows "$folder")" ]]
}

check_association() {
    local exe
    exe=$(of_windows "$folder/govreport-gui.exe")
    [[ $(value "$classes\\.govreport") == govreport.report ]] &&
        [[ $(value "$classes\\.govreport" 'Content Type') == "$mime" ]] &&
        [[ $(value "$classes\\MIME\\Database\\Content Type\\$mime" Extension) == .govreport ]] &&
        [[ $(value "$classes\\govreport.report\\DefaultIcon") == "$exe,0" ]] &&
        [[ $(value "$classes\\govreport.report\\shell\\open\\command") == "\"$exe\" \"%1\"" ]]
}

# $1: yes if the desktop icon was asked for.
check_icons() { [[ -e $menu && $([[ -e $desktop ]] && echo yes || echo no) == "$1" ]]; }

# ── the program ──────────────────────────────────────────────────────

check_selftest() {
    rm -rf "$desk/自检 结果"
    console selftest "$(of_windows "$desk/自检 结果")" || return 1
    [[ $(head -c5 "$desk/自检 结果/$sample.pdf") == %PDF- && $(head -c2 "$desk/自检 结果/$sample.xlsx") == PK ]] &&
        grep -q '"requests.new.natural_person": "9"' "$desk/自检 结果/$sample.govreport"
}

# Settings of another Python and stray files must not get in.
check_isolation() {
    mkdir -p "$desk/乱" && echo 'raise SystemExit(9)' | tee "$desk/乱/os.py" "$desk/乱/json.py" >/dev/null
    local place
    place=$(of_windows "$desk/乱")
    (cd "$desk/乱" && PYTHONHOME=$place PYTHONPATH=$place console --version) | grep -q '^公开年报 [0-9]'
}

# With the file $1 gone, both programs say a Chinese sentence and end with 97.
check_missing() {
    local code said ok=1
    [[ -z $1 ]] || mv "$folder/$1" "$WORK/missing"
    said=$(console selftest)
    code=$?
    if [[ $code == 97 && $said == *公开年报没能启动* ]]; then
        begin "$(of_windows "$folder/govreport-gui.exe")"
        if seen '^公开年报$' 15; then
            picture "missing-${1##*/}"
            xdotool key Return
            ok=0
        fi
        end
    fi
    [[ -z $1 ]] || mv "$WORK/missing" "$folder/$1"
    return $ok
}

# ── the window ───────────────────────────────────────────────────────

begin() {
    (timeout "${patience:-120}" wine "$@" </dev/null 2>&1 | cat >"$WORK/program.log") &
    program=$!
}

# Waits for a window of that name, $2 seconds at most, and makes it the one that keys go to.
seen() {
    local found
    for ((i = 0; i < $2 * 5; i++)); do
        found=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | head -1)
        [[ -z $found ]] || { xdotool windowactivate --sync "$found" 2>/dev/null; sleep 0.7; return 0; }
        sleep 0.2
    done
    return 1
}

# How many windows of that name there are.
named() { xdotool search --onlyvisible --name "$1" 2>/dev/null | wc -l; }

end() {
    [[ ! -d /proc/$program ]] || win_quiet taskkill /f /im govreport-gui.exe
    wait "$program"
}

keys() { local each; for each; do xdotool key "$each"; sleep 0.5; done; }

picture() { import -window root "$EVIDENCE/$1.png"; }

# How many points have the red of the sign for 必须改正.
red() {
    picture "$1"
    convert "$EVIDENCE/$1.png" -fill black +opaque '#a61b1b' -fill white -opaque '#a61b1b' \
        -format '%[fx:round(mean*w*h)]' info:
}

holds() { grep -q "\"proactive.regulations.issued\": \"$1\"" "$desk/彭水 样例.govreport"; }

# As Explorer opens a report: by the registered command. The clerk types a wrong number where the window put him, sees it
# marked, saves, takes it back, saves again, and puts out PDF and Excel. $1…: the keys, so that a wrong one shows.
check_window() {
    local number=${1:--1} undo=${2:-ctrl+z} save=${3:-ctrl+s} file before wrong after command ok=1
    mkdir -p "$desk" && rm -f "$desk/彭水 样例.govreport" "$desk/$sample".*
    file=$(of_windows "$desk/彭水 样例.govreport")
    console convert "$(of_windows "$folder/app/govreport_gui/_resources/samples/pengshui-2021.txt")" --to "$file"
    command=$(value "$classes\\govreport.report\\shell\\open\\command")
    command=${command%%'" "'*}
    begin "${command#'"'}" "$file"
    if seen 彭水 25; then
        before=$(red window-1-opened)
        xdotool type -- "$number"
        keys Return
        wrong=$(red window-2-wrong)
        keys "$save"
        sleep 0.5
        holds -1 && ok=0
        keys "$undo"
        after=$(red window-3-undone)
        keys ctrl+s
        sleep 0.5
        holds 0 || ok=1
        ((before == 0 && wrong > 30 && after == 0)) || ok=1
        put_out p .pdf 4 && put_out x .xlsx 5 || ok=1
        keys alt+F4
        sleep 1
    fi
    end
    return $ok
}

# The mark beside a report: how many bytes it has; nothing where there is none.
mark_size() { find "$desk" -name '.~lock.*#' -printf '%s'; }

# Two programs on one report: the second asks, and Enter takes its first answer, 只看. The mark is small, and goes with
# the first program. Both have to start side by side, so they are given time.
check_two() {
    local file size command second patience=300 ok=1
    mkdir -p "$desk" && rm -f "$desk/彭水 样例.govreport" "$desk"/.~lock.*
    file=$(of_windows "$desk/彭水 样例.govreport")
    console convert "$(of_windows "$folder/app/govreport_gui/_resources/samples/pengshui-2021.txt")" --to "$file"
    command=$(of_windows "$folder/govreport-gui.exe")
    begin "$command" "$file"
    if seen 彭水 90; then
        size=$(mark_size)
        (timeout 120 wine "$command" "$file" </dev/null >/dev/null 2>&1) &
        second=$!
        # The second program's own window is called so too, as long as nothing is open in it; then comes the question.
        if seen '^公开年报$' 60; then
            for _ in {1..40}; do (($(named '^公开年报$') > 1)) && break; sleep 0.3; done
            picture two-1-question
            keys Return
            seen 只看 30 && ok=0
            picture two-2-look
        fi
        echo "mark: ${size:-none} bytes, then $(mark_size)"
        ((${size:-0} > 0 && size < 4096)) && [[ $(mark_size) == "$size" ]] || ok=1
        [[ $ok == 0 ]] && keys alt+F4 && sleep 2
        seen 彭水 10 && keys alt+F4
        for _ in {1..20}; do [[ -z $(mark_size) ]] && break; sleep 0.5; done
        [[ -z $(mark_size) ]] || ok=1
    fi
    win_quiet taskkill /f /im govreport-gui.exe
    end
    [[ -z ${second:-} ]] || wait "$second"
    return $ok
}

# By the menu and Windows' own dialog, which proposes the name. A report that needs explanations is asked about first.
put_out() {
    keys alt+f "$1"
    if seen '^公开年报$' 2; then
        picture "window-$3-question"
        keys Tab Return # not 先不输出, which a mere Return would mean
    fi
    seen 输出到 10 || return 1
    picture "window-$3-dialog"
    keys Return
    for _ in {1..40}; do
        [[ -s $desk/$sample$2 ]] && seen 彭水 5 && return 0
        sleep 0.25
    done
    return 1
}

# ── refusals, update, removal; $1: the installer ─────────────────────

check_old_windows() {
    windows_build 17134 # Windows 10 1803
    setup_silent "$1" "$folder"
    local code=$?
    windows_build 19045
    [[ $code == 4 && ! -e $folder ]]
}

check_foreign_folder() {
    mkdir -p "$C/别 的/lib" && echo 别人的 >"$C/别 的/lib/文件"
    setup_silent "$1" "$C/别 的"
    [[ $? == 6 && -e $C/别\ 的/lib/文件 && ! -e $C/别\ 的/govreport.exe ]]
}

# The wizard by keys, into its own folder, with the desktop icon asked for.
check_wizard() {
    local ok=1
    begin "$1"
    if seen '^公开年报 安装' 15; then
        picture wizard-1-welcome
        keys Return
        picture wizard-2-folder
        keys Return
        for _ in {1..120}; do [[ -e $menu ]] && break; sleep 0.5; done
        sleep 1.5
        picture wizard-3-done
        keys space Tab space # not 现在打开, but the icon
        picture wizard-4-icon
        keys Return
        [[ -e $local_data/Programs/govreport/govreport-gui.exe && -e $desktop ]] && ok=0
    fi
    sleep 1
    end
    return $ok
}

# Installed in the wizard's folder before, now elsewhere: no second program stays behind.
check_moved() { setup_silent "$1" "$folder" && [[ -e $folder/govreport-gui.exe && ! -e $local_data/Programs/govreport ]]; }

# Neither update nor removal while the program runs.
check_running() {
    local code ok=1 seen_before
    seen_before=$(cd "$folder" && find . -type f | sort | sha256sum)
    begin "$(of_windows "$folder/govreport-gui.exe")"
    if seen 公开年报 25; then
        setup_silent "$1"
        code=$?
        uninstall_silent
        [[ $code == 5 && $(cd "$folder" && find . -type f | sort | sha256sum) == "$seen_before" ]] && ok=0
    fi
    end
    return $ok
}

# Over an older one in the same folder: its modules are gone, the settings are not. $2: the older one, $3: the version.
check_update() {
    setup_silent "$2" "$folder" || return 1
    [[ $(console --version) == *0.0.9* && -e $folder/app/govreport_gui/stale.pyc && -e $folder/lib/stale ]] || return 1
    mkdir -p "${settings%/*}" && echo '{"recent": [], "window": ""}' >"$settings"
    setup_silent "$1" || return 1
    [[ $(console --version) == *"$3"* && ! -e $folder/app/govreport_gui/stale.pyc && ! -e $folder/lib/stale ]] &&
        [[ -s $settings ]]
}

# All of the program goes; reports, even in its folder, and settings stay.
check_removal() {
    mkdir -p "${settings%/*}" "$desk" && echo '{"recent": [], "window": ""}' >"$settings"
    echo 报告 | tee "$folder/留下.govreport" >"$desk/留下.govreport"
    uninstall_silent
    win reg export 'HKCU\Software' "$(of_windows "$C/left.reg")" /y >/dev/null
    [[ $(ls -A "$folder") == 留下.govreport && -s $desk/留下.govreport && -s $settings ]] &&
        [[ ! -e $menu && ! -e $desktop ]] && ! iconv -f UTF-16 "$C/left.reg" | grep -i 'govreport'
}
