#!/usr/bin/env bash
# verify_signatures.sh STAGE: every binary is as its maker signed it, and only the few that we know of have no signature.
# Compared are the content and the signer's name; whether the certificate holds, Windows itself looks up.
set -euo pipefail
stage=$1
faults=0
own='^(govreport(-gui)?\.exe|program/runtime/python3\.dll)$' # signed by whoever ships it, if at all
unsigned="$own|^program/lib/((PIL|charset_normalizer|python_calamine|uharfbuzz)/.*\\.pyd|pypdfium2_raw/pdfium\\.dll)\$"

# What osslsigncode says after that word.
said() { sed -n "s/^$1 *: *//p" <<<"$answer" | head -1; }

while read -r file; do
    name=${file#"$stage"/}
    answer=$(osslsigncode verify -in "$file" 2>&1 || true) # fails for want of Microsoft's root certificates
    signed=$(said 'Current message digest') content=$(said 'Calculated message digest')
    signer=$(sed -n 's/.*Subject: .*\/CN=//p' <<<"$answer" | sort -u | tr '\n' ';')
    if [[ -z $signed ]]; then
        [[ $name =~ $unsigned ]] || { echo "✕ $name: no signature"; faults=1; }
    elif [[ $signed != "$content" ]]; then
        echo "✕ $name: changed since it was signed"
        faults=1
    elif [[ ! $name =~ $own ]] && ! [[ $signer =~ 'Python Software Foundation'|'The QT Company Oy'|'Microsoft Corporation' ]]; then
        echo "✕ $name: signed by $signer"
        faults=1
    fi
done < <(find "$stage" -type f \( -name '*.dll' -o -name '*.pyd' -o -name '*.exe' \) | sort)
exit $faults
