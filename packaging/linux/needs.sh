# shellcheck shell=bash
# Sourced. need PROGRAM=PACKAGE …: installs what is missing if it may (not with NO_INSTALL=1), else says what to install and ends as
# skipped (77).

skip() {
    echo "跳过：$*" >&2
    exit 77
}

need() {
    local each program missing=()
    for each in "$@"; do
        program=${each%%=*}
        if [[ -z $program ]] || ! PATH=$PATH:/sbin:/usr/sbin command -v "$program" >/dev/null; then missing+=("${each#*=}"); fi
    done
    [[ ${#missing[@]} != 0 ]] || return 0
    local line="apt-get install -y --no-install-recommends ${missing[*]}"
    [[ -z ${NO_INSTALL:-} ]] || skip "缺少 ${missing[*]}"
    command -v apt-get >/dev/null || skip "这里没有 apt；缺少 ${missing[*]}"
    [[ $EUID == 0 ]] || skip "缺少软件包。请管理员（root）运行 $line"
    echo "安装系统软件包：${missing[*]}" >&2
    apt-get -qq -o DPkg::Lock::Timeout=120 update >/dev/null || true # an old list may still do
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends \
        "${missing[@]}" </dev/null >/dev/null || skip "没有装上：${missing[*]}"
}
