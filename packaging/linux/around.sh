# shellcheck shell=bash
# To be sourced with stage, debian, doc, python, version and SOURCE_DATE_EPOCH set: what Debian wants around a program, whatever it
# is made of.

put() { # SOURCE PLACE, with the version and the date filled in
    mkdir -p "$(dirname "$stage/$2")"
    sed -e "s/@VERSION@/$version/g" -e "s/@DATE@/$(date -R -d "@$SOURCE_DATE_EPOCH")/" "$1" >"$stage/$2"
}

put_around() {
    mkdir -p "$stage/usr/bin" "$stage/usr/share/man/man1" "$stage/usr/share/man/zh_CN/man1"
    for name in govreport govreport-gui; do ln -s "../lib/govreport-gui/govreport" "$stage/usr/bin/$name"; done
    put $debian/govreport-gui.desktop usr/share/applications/govreport-gui.desktop
    "$python" packaging/file_types.py desktop >>"$stage/usr/share/applications/govreport-gui.desktop"
    mkdir -p "$stage/usr/share/mime/packages"
    "$python" packaging/file_types.py mime >"$stage/usr/share/mime/packages/govreport-gui.xml"
    put $debian/govreport.1 usr/share/man/man1/govreport.1
    put $debian/govreport.zh_CN.1 usr/share/man/zh_CN/man1/govreport.1
    gzip -9n "$stage"/usr/share/man/man1/*.1 "$stage"/usr/share/man/zh_CN/man1/*.1
    for folder in man man/zh_CN; do ln -s govreport.1.gz "$stage/usr/share/$folder/man1/govreport-gui.1.gz"; done
    local icon icons=usr/share/icons/hicolor/scalable
    put resources/icons/govreport.svg $icons/apps/govreport.svg
    while read -r _ _ _ icon _; do
        [[ $icon == govreport ]] || put "resources/icons/$icon.svg" "$icons/mimetypes/$icon.svg"
    done < <("$python" packaging/file_types.py table)
    put $debian/copyright $doc/copyright
    put $debian/changelog.in $doc/changelog
    gzip -9n "$stage/$doc/changelog"
}
