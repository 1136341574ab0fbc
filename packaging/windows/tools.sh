# shellcheck shell=bash
# To be sourced: Debian packages for a job, installed by root, by sudo without a password, or by the reader.

# Exit 77: not done on this machine, and why. Never to be taken for passed.
skip() { printf '跳过：%s\n' "$*" >&2; exit 77; }

# $@: command=package; only what is missing is installed.
need() {
    local each packages=() as=()
    for each in "$@"; do command -v "${each%=*}" >/dev/null || packages+=("${each#*=}"); done
    [[ ${#packages[@]} != 0 ]] || return 0
    if [[ $EUID == 0 ]] || { sudo -n true 2>/dev/null && as=(sudo -n); } && command -v apt-get >/dev/null; then
        echo "安装系统软件包：${packages[*]}" >&2
        as+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
        "${as[@]}" update >/dev/null || true # an old list may still do
        "${as[@]}" install -y --no-install-recommends "${packages[@]}" </dev/null >/dev/null || true
    fi
    for each in "$@"; do
        command -v "${each%=*}" >/dev/null ||
            skip "缺少 ${each%=*}。请管理员运行：apt-get install -y --no-install-recommends ${packages[*]}"
    done
}
