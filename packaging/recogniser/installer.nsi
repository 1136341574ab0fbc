; The add-on 识别组件 for one user, without administrator rights; made by ../windows/make_installer.sh, which gives the defines.
; Exit codes: 4 Windows too old, 5 the program is reading a scan, 7 not all files written, and what was there before is there
; still. Unpacked beside the old one, then put in its place by two renames.
Target amd64-unicode
Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetDateSave off ; the same files give the same installer
!ifdef QUICK
  SetCompress off
!else
  SetCompressor /SOLID lzma
!endif
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define TITLE "公开年报识别组件"
!define NAME "govreport-recogniser" ; files/scans/addon.py looks for a folder of this name
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define PATIENCE 10 ; half seconds that a file may be held
!define OLDEST 17763 ; build number of Windows 10 1809, as for the program

Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "govreport"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT, Apache-2.0, BSD"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "将安装${TITLE} ${VERSION}，只给当前用户使用，不需要管理员权限，也不联网。$\r$\n$\r$\n装好后，公开年报能读入扫描的年报（PDF、图片）。公开年报本身另外安装，先后均可。$\r$\n$\r$\n$_CLICK"
!define MUI_FINISHPAGE_TEXT "${TITLE}已装好。在公开年报中打开扫描件或图片，即可读入。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Function .onInit
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}" ; the program looks nowhere else, so /D= does nothing
  ReadRegStr $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ${If} $0 < ${OLDEST}
    MessageBox MB_ICONSTOP "这台电脑的 Windows 太旧。${TITLE}需要 64 位的 Windows 10（1809 以后的版本）或 Windows 11。" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd

!macro AWAY UN
; $1 becomes $2; the error flag if that cannot be. A scanner may hold a file for a moment.
Function ${UN}Move
  StrCpy $3 0
  again:
  ClearErrors
  Rename "$1" "$2"
  ${If} ${Errors}
    IntOp $3 $3 + 1
    ${If} $3 < ${PATIENCE}
      Sleep 500
      Goto again
    ${EndIf}
    SetErrors
  ${EndIf}
FunctionEnd

; What is installed is put aside. A scan that is being read keeps its modules in use: their folder cannot be renamed.
Function ${UN}PutAway
  RMDir /r "$INSTDIR-old"
  again:
  ${If} ${FileExists} "$INSTDIR\*.*"
    StrCpy $1 "$INSTDIR"
    StrCpy $2 "$INSTDIR-old"
    Call ${UN}Move
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "公开年报正在读入扫描件。请等它读完或取消，再点“重试”。" /SD IDCANCEL IDRETRY again
      RMDir /r "$INSTDIR-new"
      SetErrorLevel 5
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd
!macroend
!insertmacro AWAY ""
!insertmacro AWAY "un."

Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR-new"
  MessageBox MB_ICONSTOP "没有装成：文件没有写全。请检查磁盘空间后重新安装。原来装有的没有变动。" /SD IDOK
  SetErrorLevel 7
FunctionEnd

Section
  SetShellVarContext current
  RMDir /r "$INSTDIR-new"
  ClearErrors
  SetOutPath "$INSTDIR-new"
  File /r "${STAGE}/*"
  WriteUninstaller "$INSTDIR-new\uninstall.exe"
  ${If} ${Errors}
    Abort
  ${EndIf}
  SetOutPath "$TEMP" ; a folder that is someone's current one is not renamed
  Call PutAway
  StrCpy $1 "$INSTDIR-new"
  StrCpy $2 "$INSTDIR"
  Call Move
  ${If} ${Errors}
    Rename "$INSTDIR-old" "$INSTDIR"
    Abort
  ${EndIf}
  RMDir /r "$INSTDIR-old"
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${ENTRY}" "Publisher" "govreport"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
  SetShellVarContext current
  SetOutPath "$TEMP"
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}" ; nothing of anyone else is in it
  Call un.PutAway
  RMDir /r "$INSTDIR-old"
  DeleteRegKey HKCU "${ENTRY}"
SectionEnd
