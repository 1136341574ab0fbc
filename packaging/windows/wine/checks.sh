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
types=$(.venv/bin/python packaging/file_types.py table)

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

check_code_page() { win reg query 'HKLM\System\CurrentControlSet\Control\Nls\CodePage' /v ACP | grep -qw 936; }

# ── without running it ────────────────────────────────────────────────

check_closure() { "$here/../../../.venv/bin/python" "$here/../verify_stage.py" "$1"; }

check_signatures() { bash "$here/../verify_signatures.sh" "$1"; }

# ── what the installer left ──────────────────────────────────────────

check_files() {
    LC_ALL=C diff -r "$STAGE" "$folder" >"$WORK/differs" # in English
    [[ $(<"$WORK/differs") == "Only in $folder: uninstall.exe" ]] || { head -3 "$WORK/differs"; return 1; }
}

check_entry() {
    [[ $(value "$uninstall" DisplayName) == 公开年报 && $(value "$uninstall" DisplayVersion) == "$1" ]] &&
        [[ $(value "$uninstall" QuietUninstallString) == "\"$(of_windows "$folder")\\uninstall.exe\" /S" ]] &&
        [[ $(value "$uninstall" InstallLocation) == "$(of_windows "$folder")" ]]
}

# Every type of the list: name, MIME type, icon, command.
check_association() {
    local exe ending mime name icon
    exe=$(of_windows "$folder/govreport-gui.exe")
    while read -r ending mime name _ icon; do
        [[ $(value "$classes\\.$ending") == "$name" ]] &&
            [[ $(value "$classes\\.$ending" 'Content Type') == "$mime" ]] &&
            [[ $(value "$classes\\MIME\\Database\\Content Type\\$mime" Extension) == ".$ending" ]] &&
            [[ $(value "$classes\\$name\\DefaultIcon") == "$exe,$icon" ]] &&
            [[ $(value "$classes\\$name\\shell\\open\\command") == "\"$exe\" \"%1\"" ]] || { echo "$ending"; return 1; }
    done <<<"$types"
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

# Both programs say a sentence with $1 in it, and end with 97; a picture of it is kept as $2.
says_why() {
    local code said ok=1
    said=$(console selftest)
    code=$?
    if [[ $code == 97 && $said == *"$1"* ]]; then
        begin "$(of_windows "$folder/govreport-gui.exe")"
        if seen '^公开年报$' 60; then
            picture "$2"
            xdotool key Return
            ok=0
        fi
        end
    else
        echo "$code: $said"
    fi
    return $ok
}

# With the file $1 gone, or cut to its first half as by a power failure ($2), or replaced by as many zeros.
check_missing() {
    local ok
    [[ -z $1 ]] || mv "$folder/$1" "$WORK/missing"
    case ${2:-} in
        cut) head -c $(($(stat -c %s "$WORK/missing") / 2)) "$WORK/missing" >"$folder/$1" ;;
        zeros) head -c "$(stat -c %s "$WORK/missing")" /dev/zero >"$folder/$1" ;;
    esac
    says_why 公开年报没能启动 "missing-${1##*/}-${2:-gone}"
    ok=$?
    [[ -z $1 ]] || mv "$WORK/missing" "$folder/$1"
    return $ok
}

# The program alone, as Explorer runs it out of a zip.
check_alone() {
    local folder=$C/只有程序 # read by what is called
    rm -rf "$folder"
    mkdir -p "$folder" && cp "${1:-$STAGE}"/*.exe "$folder/"
    says_why 先把压缩包全部解压 alone
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

# $1: what is waited for, $2: seconds at most, the rest: what must hold. Names the step that fails.
comes() {
    local until=$((SECONDS + $2))
    until "${@:3}"; do
        ((SECONDS < until)) || { echo "步骤“$1”：$2 秒内没有等到"; picture "failed-${FUNCNAME[1]}"; return 1; }
        sleep 0.3
    done
}

picture() { import -window root "$EVIDENCE/$1.png"; }

# How many points have the red of the sign for 必须改正.
red() {
    picture "$1"
    convert "$EVIDENCE/$1.png" -fill black +opaque '#a61b1b' -fill white -opaque '#a61b1b' \
        -format '%[fx:round(mean*w*h)]' info:
}

is_red() { (($(red "$1") > 30)); }
is_not_red() { (($(red "$1") == 0)); }
is_painted() { picture "$1" && (($(identify -format %k "$EVIDENCE/$1.png") > 100)); }

holds() { grep -q "\"proactive.regulations.issued\": \"$1\"" "$desk/彭水 样例.govreport"; }

# The sample as a report on the desk; its name as Windows has it.
lay_report() {
    mkdir -p "$desk" && rm -f "$desk/彭水 样例.govreport" "$desk"/.~lock.* "$desk/$sample".*
    local file
    file=$(of_windows "$desk/彭水 样例.govreport")
    console convert "$(of_windows "$folder/program/app/govreport_gui/_resources/samples/pengshui-2021.txt")" --to "$file" >&2
    printf %s "$file"
}

# As Explorer opens a report: by the registered command. The clerk types a wrong number where the window put him, sees it
# marked, saves, takes it back, saves again. $1…: the keys, so that a wrong one shows; $4: how long to wait for each step.
check_window() {
    local number=${1:--1} undo=${2:-ctrl+z} save=${3:-ctrl+s} long=${4:-60} patience=600 file command ok=1
    file=$(lay_report)
    command=$(value "$classes\\govreport.report\\shell\\open\\command")
    command=${command%%'" "'*}
    begin "${command#'"'}" "$file"
    if comes 窗口打开 "$long" seen 彭水 1 && comes 画出表格 "$long" is_painted window-1-opened &&
        comes 没有红色标记 "$long" is_not_red window-1-opened; then
        xdotool type -- "$number"
        keys Return
        if comes 错数有红色标记 "$long" is_red window-2-wrong; then
            keys "$save"
            if comes 保存了错数 "$long" holds -1; then
                keys "$undo"
                if comes 撤销后没有标记 "$long" is_not_red window-3-undone; then
                    keys ctrl+s
                    comes 又保存了原数 "$long" holds 0 && ok=0
                fi
            fi
        fi
    fi
    keys alt+F4
    end
    return $ok
}

# A collection, by its own registered command: the desk opens, $1 seconds at most.
check_collection() {
    local command ok=1 patience=300 file="$desk/全县.govrollup"
    mkdir -p "$desk" && rm -f "$file" "$desk"/.~lock.*
    .venv/bin/python - "$file" <<'END' || return 1
import sys
from pathlib import Path
from govreport_gui.core.rollup.desk import Desk
from govreport_gui.core.rollup.submission import Collection
from govreport_gui.files import resources
from govreport_gui.files.rollup import collection_file
collection_file.write(Path(sys.argv[1]), Desk(Collection(resources.formats(), unit="某县人民政府", year=2025)))
END
    command=$(value "$classes\\govreport.rollup\\shell\\open\\command")
    command=${command%%'" "'*}
    begin "${command#'"'}" "$(of_windows "$file")"
    comes 打开汇总台 "${1:-180}" seen 汇总台 1 && picture collection && ok=0
    end
    return $ok
}

# Every output, by the command line, read back by the program itself; and the whole pack for publication.
check_outputs() {
    local file each
    file=$(lay_report)
    for each in pdf docx xlsx html; do
        console export "$file" --to "$(of_windows "$desk/$sample.$each")" && [[ -s $desk/$sample.$each ]] || return 1
    done
    rm -rf "$desk/发布"
    console export "$file" --pack "$(of_windows "$desk/发布")"
}

# Several reports are read by processes of their own, and added up: one in two copies counts once.
check_rollup() {
    lay_report >/dev/null
    rm -rf "$desk/收件" "$desk/汇总.csv"
    mkdir "$desk/收件" && cp "$desk/彭水 样例.govreport" "$desk/收件/一.govreport" && cp "$desk/彭水 样例.govreport" "$desk/收件/二.govreport"
    console rollup "$(of_windows "$desk/收件")" --to "$(of_windows "$desk/汇总.csv")"
    [[ $(wc -l <"$desk/汇总.csv") == 2 ]]
}

# The mark beside a report: how many bytes it has; nothing where there is none.
mark_size() { find "$desk" -name '.~lock.*#' -printf '%s'; }

two_named() { (($(named "$1") > 1)); }
mark_is_gone() { [[ -z $(mark_size) ]]; }

# Two people on one report (the second keeps its things in a folder of its own): the second asks, and Enter takes its first
# answer, 只看. The mark is small, and goes with the first program. Both start side by side, so they are given time.
check_two() {
    local file size command second patience=600 ok=1
    file=$(lay_report)
    command=$(of_windows "$folder/govreport-gui.exe")
    begin "$command" "$file"
    if comes 第一个打开 90 seen 彭水 1; then
        size=$(mark_size)
        (GOVREPORT_FOLDER='C:\second' timeout 300 wine "$command" "$file" </dev/null >/dev/null 2>&1) &
        second=$!
        # The second program's own window is called so too, as long as nothing is open in it; then comes the question.
        if comes 第二个问 "${1:-90}" two_named '^公开年报$'; then
            picture two-1-question
            keys Return
            comes 第二个只看 60 seen 只看 1 && ok=0
            picture two-2-look
        fi
        echo "mark: ${size:-none} bytes, then $(mark_size)"
        ((${size:-0} > 0 && size < 4096)) && [[ $(mark_size) == "$size" ]] || ok=1
        [[ $ok == 0 ]] && keys alt+F4 && sleep 2
        seen 彭水 10 && keys alt+F4
        comes 记号没有了 20 mark_is_gone || ok=1
    fi
    win_quiet taskkill /f /im govreport-gui.exe
    end
    [[ -z ${second:-} ]] || wait "$second"
    return $ok
}

# The same report once more, by the same person: no second window, the first one comes forward; then with no report open, the
# window takes what is opened. $1: the folder in which the second start keeps its things, if not the first one's.
check_again() {
    local file command code=1 patience=600
    file=$(lay_report)
    command=$(of_windows "$folder/govreport-gui.exe")
    begin "$command" "$file"
    if comes 第一个打开 90 seen 彭水 1; then
        GOVREPORT_FOLDER=${1:-} timeout 60 wine "$command" "$file" </dev/null >/dev/null 2>&1 && [[ $(named 彭水) == 1 ]] && code=0
        picture again-1
        keys ctrl+w
        if [[ $code == 0 ]] && comes 关闭报告 60 seen '^公开年报$' 1; then
            timeout 60 wine "$command" "$file" </dev/null >/dev/null 2>&1 && comes 空着的窗口打开它 60 seen 彭水 1 || code=1
            picture again-2
        fi
    fi
    win_quiet taskkill /f /im govreport-gui.exe
    end
    return $code
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
    local place
    for place in program program-new program-old; do
        rm -rf "$C/别 的"
        mkdir -p "$C/别 的/$place" && echo 别人的 >"$C/别 的/$place/文件"
        ends_with 6 setup_silent "$1" "$C/别 的" && [[ -e $C/别\ 的/$place/文件 && ! -e $C/别\ 的/govreport.exe ]] || return 1
    done
}

# The wizard by keys, into its own folder, with the desktop icon asked for. $2: how long to wait for it.
check_wizard() {
    local patience=900 ok=1
    begin "$1"
    if comes 欢迎页 60 seen '^公开年报 安装' 1; then
        picture wizard-1-welcome
        keys Return
        picture wizard-2-folder
        keys Return
        if comes 文件装好 300 test -e "$menu"; then
            sleep 3
            picture wizard-3-done
            keys space Tab space # not 现在打开, but the icon
            picture wizard-4-icon
            keys Return
            comes 桌面图标 "${2:-60}" test -e "$desktop" &&
                [[ -e $local_data/Programs/govreport/govreport-gui.exe ]] && ok=0
        fi
    fi
    sleep 1
    end
    return $ok
}

# The uninstaller by keys, its box ticked ($1: yes) or left as it is: what the program kept of reports goes only then.
check_uninstaller() {
    local patience=300 ok=1 kept=$local_data/govreport/versions
    mkdir -p "$kept" "$desk" && echo 副本 >"$kept/一份.govreport" && echo 报告 >"$desk/留下.govreport"
    begin "$(of_windows "$folder/uninstall.exe")"
    if comes 卸载页 60 seen '^公开年报' 1; then
        [[ $1 != yes ]] || keys alt+k
        picture "uninstall-$1"
        keys Return
        comes 程序移除 120 test ! -e "$folder/govreport-gui.exe" && sleep 2 && picture "uninstall-$1-done" && keys Return
        [[ -e $desk/留下.govreport && $([[ -e $kept ]] && echo no || echo yes) == "$1" ]] && ok=0
    fi
    sleep 1
    win_quiet taskkill /f /im Un.exe
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
    if comes 程序打开 90 seen 公开年报 1; then
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
    setup_silent "$2" "$folder" /OLDER || return 1
    [[ $(console --version) == *0.0.9* && -e $folder/program/app/govreport_gui/stale.pyc && -e $folder/program/lib/stale ]] || return 1
    mkdir -p "${settings%/*}" && echo '{"recent": [], "window": ""}' >"$settings"
    setup_silent "$1" || return 1
    [[ $(console --version) == *"$3"* && ! -e $folder/program/app/govreport_gui/stale.pyc && ! -e $folder/program/lib/stale ]] &&
        [[ -s $settings ]]
}

# Installs $1, then runs the rest, a check.
with_setup() { setup_silent "$1" "$folder" && "${@:2}"; }

says() { [[ $(console --version) == *"$1"* ]] || { echo "instead of $1: $(console --version)"; return 1; }; }

# Nothing lies beside the program that an update made.
is_tidy() { [[ ! -e $folder/program-new && ! -e $folder/program-old && ! -e $folder/uninstall.new ]]; }

ends_with() { local code=0; "${@:2}" || code=$?; [[ $code == "$1" ]] || { echo "ended with $code, not $1"; return 1; }; }

# A newer one is installed: silently code 8 and nothing changed; /OLDER takes it as answered. $2: the version.
check_downgrade() {
    win_quiet reg add "$uninstall" /v DisplayVersion /d 99.1 /f
    local newer
    newer=$(stat -c %i "$folder/program")
    ends_with 8 setup_silent "$1" '' && [[ $(stat -c %i "$folder/program") == "$newer" ]] &&
        setup_silent "$1" '' /OLDER && [[ $(value "$uninstall" DisplayVersion) == "$2" ]]
}

# A disk of its own that has no room for the new program beside the old one ($2). $3: the version.
check_full_disk() {
    local ok=1
    mount -t tmpfs -o size=400m none "$folder" || return 1
    if setup_silent "$2" '' /OLDER && says 0.0.9; then
        head -c $((($(stat -f -c '%a*%S' "$folder") >> 20) - 40))M /dev/zero >"$folder/占满"
        ends_with 7 setup_silent "$1" && says 0.0.9 && is_tidy && console selftest &&
            rm "$folder/占满" && setup_silent "$1" && says "$3" && is_tidy && ok=0
    fi
    umount "$folder"
    return $ok
}

# Someone holds $4 of the old program ($2) all the while: the update gives up (7) or goes through, and what is there runs.
check_held() {
    local holder ok=1
    setup_silent "$2" '' /OLDER && says 0.0.9 || return 1
    (timeout 300 wine "$WORK/hold.exe" "$(of_windows "$folder/$4")" </dev/null >"$WORK/held" 2>&1) &
    holder=$!
    if comes 占住文件 60 grep -q held "$WORK/held"; then
        setup_silent "$1"
        case $? in
            0) says "$3" && console selftest && ok=0 ;;
            7) says 0.0.9 && console selftest && [[ ! -e $folder/program-new ]] && ok=0 ;;
        esac
    fi
    while kill -0 "$holder" 2>/dev/null; do # a busy Wine may lose the first one
        win_quiet taskkill /f /im hold.exe
        sleep 0.5
    done
    wait "$holder"
    [[ $ok == 0 ]] && setup_silent "$1" && says "$3" && is_tidy
}

# $1: an installer that is cut off somewhere, $2: the older one, $3: the real one, $4: the version. Afterwards the old or the
# new program runs, and the next installation mends the rest.
check_killed() {
    setup_silent "$2" '' /OLDER && says 0.0.9 || return 1
    ends_with 3 setup_silent "$1" || return 1
    [[ $(console --version) =~ 0.0.9|$4 ]] && console selftest && setup_silent "$3" && check_files && is_tidy
}

# The real installer, killed while it unpacks.
check_killed_unpacking() {
    local running code=1
    setup_silent "$2" '' /OLDER && says 0.0.9 || return 1
    (timeout 300 wine "$1" /S </dev/null >/dev/null 2>&1) &
    running=$!
    comes 正在写新的程序 60 test -e "$folder/program-new/program/lib" &&
        win_quiet taskkill /f /im "${1##*\\}" && says 0.0.9 && console selftest && code=0
    wait "$running"
    [[ $code == 0 && -e $folder/program-new ]] && setup_silent "$1" && check_files && is_tidy
}

# A file of the new program that is cut on its way to the disk ($1: such an installer): the old one stays.
check_cut_update() {
    setup_silent "$2" '' /OLDER && ends_with 7 setup_silent "$1" && says 0.0.9 && console selftest && is_tidy
}

# A first installation that fails leaves nothing, in the registry neither.
check_first_failed() {
    uninstall_silent
    rm -rf "$folder"
    ends_with 7 setup_silent "$1" "$folder" && [[ ! -e $folder ]] && ! value "$uninstall" DisplayName
}

# All of the program goes; reports, even in its folder, and settings stay.
check_removal() {
    mkdir -p "${settings%/*}" "$desk" && echo '{"recent": [], "window": ""}' >"$settings"
    echo 报告 | tee "$folder/留下.govreport" >"$desk/留下.govreport"
    uninstall_silent
    win reg export 'HKCU\Software' "$(of_windows "$C/left.reg")" /y >/dev/null
    [[ $(ls -A "$folder") == 留下.govreport && -s $desk/留下.govreport && -s $settings ]] &&
        [[ ! -e $menu && ! -e $desktop ]] && ! iconv -f UTF-16 "$C/left.reg" | grep -iE "$(cut -d' ' -f1 <<<"$types" | paste -sd'|')"
}
