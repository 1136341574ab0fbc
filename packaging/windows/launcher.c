/* govreport-gui.exe and, with CONSOLE, govreport.exe: start Python from the folder `program` beside them.
 * Python is loaded by its full path and told to look nowhere else (-I and its file ._pth), so that no other Python of
 * the machine, no PYTHONPATH and no file in the current folder can get in between.
 * An update that was cut off between its two renames leaves program-old and no program: then that one is started.
 * With the one argument --whole every file of the list is compared and brought to the disk, and Python started for its
 * version: so the setup asks an unpacked program whether it would run, before it takes the place of the old one. */
#include <stddef.h>
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

/* What Python's own headers say of its configuration; of the others only what this one asks for. */
#define MS_WINDOWS
#define PyAPI_FUNC(type) extern type
typedef ptrdiff_t Py_ssize_t;
typedef struct _object PyObject;
#include "initconfig.h"
#include "values.h" /* PYTHON: the name of its DLL, without the ending */

#define ROOM 32768 /* the longest path Windows knows */
#define FAULT 97

static wchar_t home[ROOM];    /* of this file, with the last backslash */
static wchar_t program[ROOM]; /* what is started, likewise */
static wchar_t fault[ROOM];   /* the file that is not as it was made */

static wchar_t *in_folder(const wchar_t *folder, const wchar_t *name) {
    size_t length = wcslen(folder) + wcslen(name) + 1;
    wchar_t *path = malloc(length * sizeof *path);
    if (path) {
        wcscpy(path, folder);
        wcscat(path, name);
    }
    return path;
}

static void say(const wchar_t *sentence, const wchar_t *detail) {
    static wchar_t text[4096];
    _snwprintf(text, 4095, L"%ls\n\n%ls\n", sentence, detail);
#ifdef CONSOLE
    static char bytes[3 * 4096];
    HANDLE error = GetStdHandle(STD_ERROR_HANDLE);
    DWORD mode, done;
    if (GetConsoleMode(error, &mode)) {
        WriteConsoleW(error, text, (DWORD)wcslen(text), &done, NULL);
    } else {
        int length = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes, NULL, NULL);
        WriteFile(error, bytes, length > 0 ? length - 1 : 0, &done, NULL);
    }
#else
    MessageBoxW(NULL, text, L"公开年报", MB_ICONERROR | MB_SETFOREGROUND);
#endif
}

static int fail(const wchar_t *detail) {
    say(L"公开年报没能启动：程序文件不完整或已损坏，请重新安装。", detail);
    return FAULT;
}

/* A cut off write or a wiped file shows in its length. Thoroughly: on the disk as well, whatever happens to the power. */
static int as_long(const wchar_t *path, long long length, int thoroughly) {
    if (!thoroughly) {
        WIN32_FILE_ATTRIBUTE_DATA found;
        return GetFileAttributesExW(path, GetFileExInfoStandard, &found) &&
               ((long long)found.nFileSizeHigh << 32 | found.nFileSizeLow) == length;
    }
    HANDLE file = CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                              NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) { /* one that runs is open to nobody's writing */
        return GetLastError() == ERROR_SHARING_VIOLATION && as_long(path, length, 0);
    }
    LARGE_INTEGER found;
    int same = GetFileSizeEx(file, &found) && found.QuadPart == length && FlushFileBuffers(file);
    CloseHandle(file);
    return same;
}

/* At each start only what Python and Qt would end without a word for, or run wrongly; the launchers may be newer. */
static int is_vital(const wchar_t *name) {
    const wchar_t *end = wcsrchr(name, L'.');
    return wcsncmp(name, L"..\\", 3) && end &&
           (!wcscmp(end, L".dll") || !wcscmp(end, L".pyd") || !wcscmp(end, L".zip") || !wcscmp(end, L"._pth") ||
            !wcscmp(name, L"app\\start.pyc"));
}

/* Whether the folder has what its list names: lines of length and name, the last one a full stop. */
static int is_whole(const wchar_t *folder, int thoroughly) {
    wchar_t *list = in_folder(folder, L"files.txt");
    FILE *lines = list ? _wfopen(list, L"rb") : NULL;
    char line[1024];
    int whole = 0;
    wcscpy(fault, list ? list : L"files.txt");
    while (lines && fgets(line, sizeof line, lines) && !(whole = !strcmp(line, ".\n"))) {
        char *name;
        wchar_t wide[1024];
        long long length = strtoll(line, &name, 10);
        line[strcspn(line, "\n")] = 0;
        if (*name != ' ' || !MultiByteToWideChar(CP_UTF8, 0, name + 1, -1, wide, 1024)) break;
        if (!thoroughly && !is_vital(wide)) continue;
        wchar_t *path = in_folder(folder, wide);
        int same = path && as_long(path, length, thoroughly);
        wcscpy(fault, path ? path : wide);
        free(path);
        if (!same) break;
    }
    if (lines) fclose(lines);
    free(list);
    return whole;
}

static int is_there(const wchar_t *folder) { return GetFileAttributesW(folder) != INVALID_FILE_ATTRIBUTES; }

/* Sets `program`; 0, or the exit code after saying why there is none. */
static int find(int thoroughly) {
    wchar_t *now = in_folder(home, L"program\\"), *before = in_folder(home, L"program-old\\");
    if (!now || !before) return fail(L"");
    int there = is_there(now);
    if (is_whole(now, thoroughly)) {
        wcscpy(program, now);
        return 0;
    }
    static wchar_t first[ROOM];
    wcscpy(first, fault);
    if (!thoroughly && is_whole(before, 0)) {
        wcscpy(program, before);
        say(L"上次更新没有完成，现在打开的是原来的版本。请重新运行安装程序。", there ? first : L"");
        return 0;
    }
    if (!there) {
        say(L"公开年报没能启动：旁边没有 program 文件夹。请先把压缩包全部解压到一个文件夹，再从那里打开；已安装的，请重新安装。",
            now);
        return FAULT;
    }
    return fail(first);
}

#define FROM_PYTHON(result, name, parameters)                                                   \
    result(*name) parameters = (result(*) parameters)(void *)GetProcAddress(python, #name); \
    if (!name) return fail(dll)

static int run(int argc, wchar_t **argv) {
    DWORD length = GetModuleFileNameW(NULL, home, ROOM - 64);
    while (length && home[length - 1] != L'\\') length--;
    home[length] = 0;
    int thoroughly = argc == 2 && !wcscmp(argv[1], L"--whole");
    int missing = find(thoroughly);
    if (missing) return missing;
    if (thoroughly) argv[1] = L"--version";

    /* DLLs from the runtime folder, the program's folder and System32; never from the current folder or PATH. */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    wchar_t *runtime = in_folder(program, L"runtime"), *dll = in_folder(program, L"runtime\\" PYTHON ".dll");
    wchar_t *start = in_folder(program, L"app\\start.pyc"), **arguments = calloc(argc + 4, sizeof *arguments);
    if (!runtime || !dll || !start || !arguments) return fail(L"");
    AddDllDirectory(runtime);
    HMODULE python = LoadLibraryExW(dll, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    FROM_PYTHON(void, PyPreConfig_InitPythonConfig, (PyPreConfig *));
    FROM_PYTHON(PyStatus, Py_PreInitializeFromArgs, (const PyPreConfig *, Py_ssize_t, wchar_t **));
    FROM_PYTHON(void, PyConfig_InitPythonConfig, (PyConfig *));
    FROM_PYTHON(PyStatus, PyConfig_SetArgv, (PyConfig *, Py_ssize_t, wchar_t *const *));
    FROM_PYTHON(PyStatus, Py_InitializeFromConfig, (const PyConfig *));
    FROM_PYTHON(int, PyStatus_Exception, (PyStatus));
    FROM_PYTHON(int, Py_RunMain, (void));

    int count = 0;
    arguments[count++] = argv[0];
    arguments[count++] = L"-I";
    arguments[count++] = L"-Xutf8";
    arguments[count++] = start;
    for (int i = 1; i < argc; i++) arguments[count++] = argv[i];
    SetEnvironmentVariableW(L"GOVREPORT_FAULT", NULL);

    /* As Py_Main does it; but that one ends the process, in a window without a word, if Python cannot start. */
    PyPreConfig before;
    static PyConfig config;
    PyPreConfig_InitPythonConfig(&before);
    PyStatus status = Py_PreInitializeFromArgs(&before, count, arguments);
    if (!PyStatus_Exception(status)) {
        PyConfig_InitPythonConfig(&config);
        status = PyConfig_SetArgv(&config, count, arguments);
    }
    if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
    if (PyStatus_Exception(status)) {
        static wchar_t text[2048];
        _snwprintf(text, 2047, L"Python：%hs", status.err_msg ? status.err_msg : "?");
        return fail(text);
    }
    int code = Py_RunMain(); /* returns only if start.py came to its end: sys.exit ends the process */
    static wchar_t told[2048];
    return GetEnvironmentVariableW(L"GOVREPORT_FAULT", told, 2047) ? fail(told) : code;
}

#ifdef CONSOLE
int wmain(int argc, wchar_t **argv) { return run(argc, argv); }
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR line, int show) {
    (void)self, (void)before, (void)line, (void)show;
    return run(__argc, __wargv);
}
#endif
