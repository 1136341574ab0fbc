; The installer for one user, without administrator rights; built on Linux from the staged folder.
;   makensis -DSTAGE=folder -DOUT=setup.exe -DVERSION=1.2.3 -DNUMBERS=1.2.3.0 -DICON=file.ico -DSIDE=file.bmp -DTYPES=types.nsh installer.nsi
; QUICK: not compressed, for tests.
; Exit codes: 4 Windows too old, 5 the program is running, 6 the folder is in use by others, 7 not all files written, and
; what was there before is there still, 8 what is installed is newer.
;
; An update never leaves the clerk without a program. The new one is unpacked beside the old one (program-new), compared
; with its list, brought to the disk and started once; then two renames put it in its place. Until that is done, every
; error leads back (.onInstFailed). Cut off between the renames, the launcher starts program-old, and the next
; installation mends the rest. Each `; step` is a place where a test cuts it off.
Target amd64-unicode ; the program is for 64 bits only, and so is Wine on the build machine
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
!include WordFunc.nsh
!include nsDialogs.nsh
!include "${TYPES}" ; EACH_TYPE, made from ../file-types.txt

!define TITLE "公开年报"
!define NAME "govreport"
!define EXE "govreport-gui.exe"
!define CLASSES "Software\Classes"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define PATIENCE 10 ; half seconds that a file may be held
!define OLDEST 17763 ; build number of Windows 10 1809, the first that Qt runs on

Name "${TITLE}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "Software\${NAME}" "InstallDir"
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "${NAME}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "将安装${TITLE} ${VERSION}，只给当前用户使用，不需要管理员权限，也不联网。$\r$\n$\r$\n已装有旧版时，就地更新；您的年报文件和设置保持不变。$\r$\n$\r$\n$_CLICK"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${TITLE}"
; The page has two boxes; the second, meant for a text to read, is what asks for the icon.
!define MUI_FINISHPAGE_SHOWREADME
!define MUI_FINISHPAGE_SHOWREADME_TEXT "在桌面上放一个图标"
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION DesktopIcon
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.Ask un.Asked
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Function .onInit
  ReadRegStr $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ${If} $0 < ${OLDEST}
    MessageBox MB_ICONSTOP "这台电脑的 Windows 太旧。${TITLE}需要 64 位的 Windows 10（1809 以后的版本）或 Windows 11。" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd

; Nothing of anyone else may stand where an update would remove it.
Function CheckFolder
  IfFileExists "$INSTDIR\${EXE}" ours
  IfFileExists "$INSTDIR\program\app\start.pyc" ours
  IfFileExists "$INSTDIR\uninstall.exe" ours ; that is written first
  IfFileExists "$INSTDIR\program\*.*" taken
  IfFileExists "$INSTDIR\program-new\*.*" taken
  IfFileExists "$INSTDIR\program-old\*.*" taken
  ours:
  Return
  taken:
    MessageBox MB_ICONEXCLAMATION "文件夹“$INSTDIR”里有别的程序，请另选一个。" /SD IDOK
    SetErrorLevel 6
    IfSilent 0 +2
      Quit
    Abort
FunctionEnd

; An older program may not read what the newer one has saved: ask, or end with code 8. /OLDER takes it as answered.
Function CheckVersion
  ReadRegStr $0 HKCU "${ENTRY}" "DisplayVersion"
  ReadRegStr $1 HKCU "${ENTRY}" "InstallLocation"
  ${If} $0 == ""
  ${OrIfNot} ${FileExists} "$1\${EXE}"
    Return
  ${EndIf}
  ${VersionCompare} "$0" "${VERSION}" $1
  ${GetParameters} $2
  ClearErrors
  ${GetOptions} $2 "/OLDER" $3
  ${If} ${Errors}
  ${AndIf} $1 == 1
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "已装有较新的 $0，这是较旧的 ${VERSION}。较新版本保存的年报，旧版可能打不开。$\r$\n$\r$\n仍要换成旧版吗？" /SD IDNO IDYES agreed
    SetErrorLevel 8
    Quit
    agreed:
  ${EndIf}
FunctionEnd

; A program that runs keeps its files locked: ask, or end with code 5, and do not leave half an update.
!macro RUNNING UN
Function ${UN}CheckFree
  Pop $0
  again:
  IfFileExists "$0" 0 free
  ClearErrors
  FileOpen $1 "$0" a
  IfErrors locked
  FileClose $1
  free:
  Return
  locked:
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TITLE}正在运行。请先保存并关闭它，再点“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 5
    Quit
FunctionEnd

; $2: the folder.
Function ${UN}CheckRunning
  Push "$2\${EXE}"
  Call ${UN}CheckFree
  Push "$2\${NAME}.exe"
  Call ${UN}CheckFree
FunctionEnd

; All of the program and nothing else: reports that someone keeps in this folder stay.
Function ${UN}RemoveProgram
  RMDir /r "$INSTDIR\program"
  RMDir /r "$INSTDIR\program-new"
  RMDir /r "$INSTDIR\program-old"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\${NAME}.exe"
  Delete "$INSTDIR\uninstall.exe"
FunctionEnd
!macroend
!insertmacro RUNNING ""
!insertmacro RUNNING "un."

Function DesktopIcon
  CreateShortCut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${EXE}"
FunctionEnd

; What Windows lists under 应用和功能.
Function Register
  WriteRegStr HKCU "Software\${NAME}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${ENTRY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" $0
FunctionEnd

; A double click on these files opens the program. PICTURE: the number of the icon inside the program.
!macro Associate TYPE ENDING MIME WHAT PICTURE
  WriteRegStr HKCU "${CLASSES}\${TYPE}" "" "${WHAT}"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\DefaultIcon" "" "$INSTDIR\${EXE},${PICTURE}"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${TYPE}"
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "Content Type" "${MIME}"
  WriteRegStr HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${TYPE}" ""
  WriteRegStr HKCU "${CLASSES}\MIME\Database\Content Type\${MIME}" "Extension" "${ENDING}"
!macroend

!macro Dissociate TYPE ENDING MIME WHAT PICTURE
  ReadRegStr $0 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $0 == "${TYPE}"
    DeleteRegValue HKCU "${CLASSES}\${ENDING}" ""
    DeleteRegValue HKCU "${CLASSES}\${ENDING}" "Content Type"
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${TYPE}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}"
  DeleteRegKey HKCU "${CLASSES}\${TYPE}"
  DeleteRegKey HKCU "${CLASSES}\MIME\Database\Content Type\${MIME}"
!macroend

; Puts $1 in the place of $0 at once; the error flag if that cannot be. A scanner may hold it for a moment.
Function Place
  StrCpy $3 0
  again:
  ClearErrors
  StrCpy $4 9 ; replacing, written through
  ${If} ${FileExists} "$1\*.*"
    StrCpy $4 8 ; a folder replaces nothing
  ${EndIf}
  System::Call 'kernel32::MoveFileExW(w r1, w r0, i r4) i.r2'
  ${If} $2 == 0
    IntOp $3 $3 + 1
    ${If} $3 < ${PATIENCE}
      Sleep 500
      Goto again
    ${EndIf}
    SetErrors
  ${EndIf}
FunctionEnd

; Back to what was there: nothing, or the old program.
Function .onInstFailed
  SetOutPath "$INSTDIR"
  ${If} ${FileExists} "$INSTDIR\program-old\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\program\*.*"
    StrCpy $1 "$INSTDIR\program-old"
    StrCpy $0 "$INSTDIR\program"
    Call Place
  ${EndIf}
  RMDir /r "$INSTDIR\program-new"
  StrCpy $0 "原来的版本没有变动，可以继续使用。"
  ${If} $6 == "first"
    Call RemoveProgram
    ${If} $9 == ""
      DeleteRegKey HKCU "${ENTRY}"
      DeleteRegKey HKCU "Software\${NAME}"
    ${EndIf}
    SetOutPath "$TEMP"
    RMDir "$INSTDIR"
    StrCpy $0 ""
  ${EndIf}
  MessageBox MB_ICONSTOP "没有装成：文件没有写全，或者被别的程序占用。请检查磁盘空间，关闭占用的程序后重新安装。$0" /SD IDOK
  SetErrorLevel 7
FunctionEnd

Section
  SetShellVarContext current
  Call CheckFolder
  Call CheckVersion
  StrCpy $2 $INSTDIR
  Call CheckRunning
  ReadRegStr $9 HKCU "Software\${NAME}" "InstallDir"
  ${If} $9 == $INSTDIR
  ${OrIfNot} ${FileExists} "$9\uninstall.exe"
    StrCpy $9 "" ; else it moves from that folder to another
  ${Else}
    StrCpy $2 $9
    Call CheckRunning
  ${EndIf}
  StrCpy $7 "no"
  ${If} ${FileExists} "$DESKTOP\${TITLE}.lnk"
    StrCpy $7 "yes"
  ${EndIf}

  ; What an installation that was cut off has left.
  SetOutPath "$INSTDIR"
  ${If} ${FileExists} "$INSTDIR\program-old\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\program\*.*"
    StrCpy $1 "$INSTDIR\program-old"
    StrCpy $0 "$INSTDIR\program"
    Call Place
  ${EndIf}
  RMDir /r "$INSTDIR\program-old"
  RMDir /r "$INSTDIR\program-new"
  StrCpy $6 "again"
  ${IfNot} ${FileExists} "$INSTDIR\program\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\${EXE}"
    StrCpy $6 "first"
  ${EndIf}

  ; The way out first: whatever happens from here on, it can be removed.
  ClearErrors
  WriteUninstaller "$INSTDIR\uninstall.new"
  ${IfNot} ${Errors}
    StrCpy $1 "$INSTDIR\uninstall.new"
    StrCpy $0 "$INSTDIR\uninstall.exe"
    Call Place
  ${EndIf}
  ${If} ${Errors}
    Delete "$INSTDIR\uninstall.new"
    Abort
  ${EndIf}
  ${If} $6 == "first"
  ${AndIf} $9 == ""
    Call Register
  ${EndIf}
  ; step registered

  SetOutPath "$INSTDIR\program-new"
  File /r "${STAGE}/*"
  SetOutPath "$INSTDIR"
  ; step unpacked
  nsExec::Exec /TIMEOUT=300000 '"$INSTDIR\program-new\${NAME}.exe" --whole'
  Pop $0
  ${If} $0 != 0
    Abort
  ${EndIf}

  ${If} ${FileExists} "$INSTDIR\program\*.*"
    StrCpy $1 "$INSTDIR\program"
    StrCpy $0 "$INSTDIR\program-old"
    Call Place
    ${If} ${Errors}
      Abort
    ${EndIf}
  ${EndIf}
  ; step between
  StrCpy $1 "$INSTDIR\program-new\program"
  StrCpy $0 "$INSTDIR\program"
  Call Place
  ${If} ${Errors}
    Abort
  ${EndIf}
  ; step swapped
  ; Old launchers start the new program as well, so nothing is lost if one of them cannot be replaced.
  StrCpy $1 "$INSTDIR\program-new\${NAME}.exe"
  StrCpy $0 "$INSTDIR\${NAME}.exe"
  Call Place
  ; step launcher
  StrCpy $1 "$INSTDIR\program-new\${EXE}"
  StrCpy $0 "$INSTDIR\${EXE}"
  Call Place
  ; step launchers
  ${IfNot} ${FileExists} "$INSTDIR\${EXE}"
    Abort
  ${EndIf}
  RMDir /r "$INSTDIR\program-new"
  RMDir /r "$INSTDIR\program-old"

  ${If} $9 != ""
    ; The old folder must not stay behind as a second program. Its uninstaller takes the registration with it.
    ExecWait '"$9\uninstall.exe" /S _?=$9'
    Delete "$9\uninstall.exe"
    RMDir "$9"
  ${EndIf}
  Call Register

  !insertmacro EACH_TYPE Associate

  CreateShortCut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${EXE}"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DESKTOP" $1
  ${IfNot} ${Errors}
  ${OrIf} $7 == "yes"
    Call DesktopIcon
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; Explorer looks at the types of files anew
SectionEnd

Var KeptBox
Var Kept

; What lies where no one looks is asked about, and left where it is unless the clerk says otherwise.
Function un.Ask
  !insertmacro MUI_HEADER_TEXT "移除${TITLE}" "年报文件都会留下。"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 24u "将从这台电脑上移除${TITLE}。您保存的年报文件不会动。"
  Pop $0
  ${NSD_CreateCheckBox} 0 34u 100% 12u "同时删除程序在这台电脑上自存的内容(&K)"
  Pop $KeptBox
  ${NSD_CreateLabel} 12u 50u 95% 40u "即以前保存的历史版本、没有保存的修改的备份、装入的格式和设置，在“$LOCALAPPDATA\${NAME}”。其中有年报的内容。电脑转交他人时应当删除；以后还要用本程序的，留下。"
  Pop $0
  nsDialogs::Show
FunctionEnd

Function un.Asked
  ${NSD_GetState} $KeptBox $Kept
FunctionEnd

Section "Uninstall"
  SetShellVarContext current
  StrCpy $2 $INSTDIR
  Call un.CheckRunning
  Call un.RemoveProgram
  SetOutPath "$TEMP" ; a folder that is someone's current one is not removed
  RMDir "$INSTDIR" ; only if nothing else is in it
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/KEPT" $1 ; without questions: to be removed as well
  ${IfNot} ${Errors}
  ${OrIf} $Kept == ${BST_CHECKED}
    RMDir /r "$LOCALAPPDATA\${NAME}"
  ${EndIf}
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  !insertmacro EACH_TYPE Dissociate
  DeleteRegKey HKCU "${ENTRY}"
  DeleteRegKey HKCU "Software\${NAME}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
