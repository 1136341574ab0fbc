; The installer for one user, without administrator rights; built on Linux from the staged folder.
;   makensis -DSTAGE=folder -DOUT=setup.exe -DVERSION=1.2.3 -DNUMBERS=1.2.3.0 -DICON=file.ico -DSIDE=file.bmp installer.nsi
; QUICK: not compressed, for tests.
; Exit codes: 4 Windows too old, 5 the program is running, 6 the folder is in use by others, 7 not all files written.
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
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define TITLE "公开年报"
!define NAME "govreport"
!define EXE "govreport-gui.exe"
!define TYPE "govreport.report"
!define MIME "application/x-govreport+json"
!define CLASSES "Software\Classes"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
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
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将从这台电脑上移除${TITLE}。您的年报文件和设置会留下。"
!insertmacro MUI_UNPAGE_CONFIRM
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
  IfFileExists "$INSTDIR\runtime\*.*" taken
  IfFileExists "$INSTDIR\lib\*.*" taken
  IfFileExists "$INSTDIR\app\*.*" taken
  IfFileExists "$INSTDIR\licences\*.*" taken
  ours:
  Return
  taken:
    MessageBox MB_ICONEXCLAMATION "文件夹“$INSTDIR”里有别的程序，请另选一个。" /SD IDOK
    SetErrorLevel 6
    IfSilent 0 +2
      Quit
    Abort
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

Function ${UN}CheckRunning
  Push "$INSTDIR\${EXE}"
  Call ${UN}CheckFree
  Push "$INSTDIR\${NAME}.exe"
  Call ${UN}CheckFree
FunctionEnd

; All of the program and nothing else: reports that someone keeps in this folder stay.
Function ${UN}RemoveProgram
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\licences"
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

Section
  SetShellVarContext current
  Call CheckFolder
  Call CheckRunning
  StrCpy $7 "no"
  ${If} ${FileExists} "$DESKTOP\${TITLE}.lnk"
    StrCpy $7 "yes"
  ${EndIf}
  ReadRegStr $9 HKCU "Software\${NAME}" "InstallDir"
  ${If} $9 != ""
  ${AndIf} $9 != $INSTDIR
  ${AndIf} ${FileExists} "$9\uninstall.exe"
    ; It moves to another folder: the old one must not stay behind as a second program.
    ExecWait '"$9\uninstall.exe" /S _?=$9' $8
    ${If} $8 == 5
      MessageBox MB_ICONEXCLAMATION "${TITLE}正在运行。请先保存并关闭它，再重新安装。" /SD IDOK
      SetErrorLevel 5
      Quit
    ${EndIf}
    Delete "$9\uninstall.exe"
    RMDir "$9"
  ${EndIf}
  Call RemoveProgram
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${STAGE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    MessageBox MB_ICONSTOP "文件没有写全，请检查磁盘空间后重新安装。" /SD IDOK
    SetErrorLevel 7
    Quit
  ${EndIf}
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

  WriteRegStr HKCU "${CLASSES}\${TYPE}" "" "${TITLE}文件"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr HKCU "${CLASSES}\.govreport" "" "${TYPE}"
  WriteRegStr HKCU "${CLASSES}\.govreport" "Content Type" "${MIME}"
  WriteRegStr HKCU "${CLASSES}\.govreport\OpenWithProgids" "${TYPE}" ""
  WriteRegStr HKCU "${CLASSES}\MIME\Database\Content Type\${MIME}" "Extension" ".govreport"

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

Section "Uninstall"
  SetShellVarContext current
  Call un.CheckRunning
  Call un.RemoveProgram
  SetOutPath "$TEMP" ; a folder that is someone's current one is not removed
  RMDir "$INSTDIR" ; only if nothing else is in it
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  ReadRegStr $0 HKCU "${CLASSES}\.govreport" ""
  ${If} $0 == "${TYPE}"
    DeleteRegValue HKCU "${CLASSES}\.govreport" ""
    DeleteRegValue HKCU "${CLASSES}\.govreport" "Content Type"
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.govreport\OpenWithProgids" "${TYPE}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.govreport\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.govreport"
  DeleteRegKey HKCU "${CLASSES}\${TYPE}"
  DeleteRegKey HKCU "${CLASSES}\MIME\Database\Content Type\${MIME}"
  DeleteRegKey HKCU "${ENTRY}"
  DeleteRegKey HKCU "Software\${NAME}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
