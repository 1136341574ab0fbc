#!/usr/bin/env bash
# Everything that a release is made of, in order: built, tried, built once more, and told in dist/release.md. `make release`.
# dist/ is emptied for a new commit. A step that has passed on this one is not done again, so a run that was cut off goes on.
# STRICT= (empty) lets a step be skipped; the page says so. STEPS="deb deb-test": these only; the page names the others.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
export LC_ALL=C.UTF-8
strict=${STRICT-1}
[[ -z $(git status --porcelain) ]] || { echo "有没有提交的改动，先提交。" >&2; exit 1; }
commit=$(git rev-parse --short=12 HEAD)
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' govreport_gui/__init__.py)
grep -q "^## $version" CHANGELOG.md || { echo "更新记录里没有 $version。" >&2; exit 1; }
passed=$PWD/build/release
if [[ $(cat "$passed/commit" 2>/dev/null) != "$commit" ]]; then
    rm -rf "$passed" dist # what another commit made is not to be taken for this one's
    mkdir -p "$passed" dist
    echo "$commit" >"$passed/commit"
fi
page=dist/release.md

# name|what it shows|command
steps=(
    "test|源码：ruff、mypy、全部测试|make -s test"
    "wheel|wheel|make -s wheel"
    "wheel-test|pip 装的可以用|bash packaging/linux/wheel-test.sh"
    "windows|Windows 安装程序和便携包|bash packaging/windows/build.sh"
    "windows-test|Windows 安装程序：安装、使用、更新、出错的更新、移除（Wine，中文，代码页 936）|bash packaging/windows/wine/acceptance.sh"
    "windows-unit|随附的 Python 上的测试，打印（Wine）|bash packaging/windows/wine/unit.sh"
    "windows-broken|上面的检查查得出故意弄坏的|bash packaging/windows/wine/broken.sh"
    "windows-sign-test|签名的办法（临时证书）|bash packaging/windows/sign-test.sh"
    "msi|MSI|bash packaging/windows/build-msi.sh"
    "msi-test|MSI：静默安装、使用、更新、移除（Wine）|bash packaging/windows/wine/msi.sh"
    "deb|Debian 软件包|bash packaging/linux/build.sh"
    "deb-test|装进空的 Debian 12，使用，移除|bash packaging/linux/deb-test.sh"
    "onefile|一个文件的 Linux 程序|bash packaging/linux/onefile.sh"
    "recogniser|识别组件：安装程序、便携包、MSI、Debian 软件包|bash packaging/recogniser/build.sh"
    "recogniser-wine|识别组件：安装、读一页扫描件、移除，MSI，便携（Wine）|bash packaging/recogniser/wine-test.sh"
    "recogniser-deb|识别组件装进空的 Debian 12，读一页扫描件，移除|bash packaging/recogniser/deb-test.sh"
    "deb-arm64|arm64 的软件包，在 qemu 里自检|bash packaging/linux/arm64/build.sh"
    "deb-old|glibc 2.28 的软件包，在 Debian 11 里自检|bash packaging/linux/old-systems.sh"
    "deb-uos|统信应用商店的目录，自检|bash packaging/linux/uos.sh"
    "again|另一个文件夹里造出的文件相同|bash packaging/again.sh"
)

told=() failed=0
for each in "${steps[@]}"; do
    IFS='|' read -r name shows command <<<"$each"
    log=$passed/$name
    if [[ -n ${STEPS:-} && " $STEPS " != *" $name "* && ! -e $log.passed ]]; then
        told+=("| － | $shows | 没有做 | |")
        failed=1
        continue
    fi
    if [[ ! -e $log.passed ]]; then
        echo "— $name：$shows"
        begun=$SECONDS
        code=0
        $command >"$log" 2>&1 </dev/null || code=$?
        if [[ $code == 77 ]]; then
            told+=("| － | $shows | 跳过：$(grep -o '跳过：.*' "$log" | tail -1 | sed 's/^跳过：//') | |")
            [[ -z $strict ]] || failed=1
            continue
        elif [[ $code != 0 ]]; then
            tail -20 "$log"
            told+=("| ✕ | $shows | $(grep -c '^ *✕' "$log") 项不符合，见 $log | $((SECONDS - begun)) |")
            failed=1
            continue
        fi
        echo $((SECONDS - begun)) >"$log.passed"
    fi
    held=$(grep -c '^ *✓' "$log")
    told+=("| ✓ | $shows | $([[ $held == 0 ]] || echo "$held 项") | $(<"$log.passed") |")
done

{
    printf '# 公开年报 %s\n\n提交 %s，%s。\n\n## 文件\n\n| 文件 | 字节 | SHA-256 |\n| --- | ---: | --- |\n' \
        "$version" "$commit" "$(git log -1 --format=%cs)"
    (cd dist && find . -type f \( -name '*.exe' -o -name '*.zip' -o -name '*.msi' -o -name '*.deb' -o -name '*.run' -o -name '*.whl' \) |
        sort | sed 's#^\./##' | tee SHA256SUMS.names | while read -r file; do
        echo "| $file | $(stat -c %s "$file") | \`$(sha256sum "$file" | cut -d' ' -f1)\` |"
    done; xargs -rd '\n' sha256sum <SHA256SUMS.names >SHA256SUMS; rm SHA256SUMS.names)
    printf '\n同样的清单在 SHA256SUMS，`sha256sum -c SHA256SUMS` 核对。\n\n## 装好后的大小，MB\n\n'
    staged=()
    for each in "windows Windows=build/windows/stage" "deb Debian=build/deb/stage/usr" "deb-arm64 arm64=build/deb-arm64/stage/usr" \
        "recogniser 识别组件（Windows）=build/recogniser/windows-x86_64" "recogniser 识别组件（Debian）=build/recogniser/deb/usr"; do
        [[ ! -e $passed/${each%% *}.passed ]] || staged+=("${each#* }")
    done
    [[ ${#staged[@]} == 0 ]] || .venv/bin/python packaging/sizes.py "${staged[@]}"
    printf '\nDebian 软件包的启动程序里有全部 Python 模块。\n\n## 核对过的\n\n| | | | 秒 |\n| --- | --- | --- | ---: |\n'
    printf '%s\n' "${told[@]}"
    printf '\n## 这里核对不了的\n\n只有真的 Windows 上才看得出，发布前由人在 Windows 10（1809 以后）和 Windows 11 上逐项看，办法见 docs/release.md：\n\n'
    sed -n '/^## Manual run on real Windows/,/^Setup takes/p' docs/release.md | grep '^|'
    printf '\n真的统信、麒麟、龙芯上没有装过，见 docs/linux.md。\n'
} >"$page"
echo "$page"
exit $failed
