/* govreport-gui.exe and, with CONSOLE, govreport.exe: start Python from the folder beside them with app\start.pyc.
 * Python is loaded by its full path and told to look nowhere else (-I and python311._pth), so that no other Python of
 * the machine, no PYTHONPATH and no file in the current folder can get in between. */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

#define ROOM 32768 /* the longest path Windows knows */
#define FAULT 97

typedef int (*python_main)(int, wchar_t **);

static wchar_t folder[ROOM];

static wchar_t *in_folder(const wchar_t *name) {
    size_t length = wcslen(folder) + wcslen(name) + 1;
    wchar_t *path = malloc(length * sizeof *path);
    if (path) {
        wcscpy(path, folder);
        wcscat(path, name);
    }
    return path;
}

static int fail(const wchar_t *detail) {
    static wchar_t text[4096];
    _snwprintf(text, 4095, L"公开年报没能启动：程序文件不完整或已损坏，请重新安装。\n\n%ls\n", detail);
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
    return FAULT;
}

/* Without these Python or Qt would end without a word. */
static const wchar_t *const needed[] = {
    L"runtime\\python311.zip", L"runtime\\python311._pth", L"app\\start.pyc",
    L"lib\\PySide6\\plugins\\platforms\\qwindows.dll",
};

static int run(int argc, wchar_t **argv) {
    DWORD length = GetModuleFileNameW(NULL, folder, ROOM - 1);
    while (length && folder[length - 1] != L'\\') length--;
    folder[length] = 0;

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        wchar_t *path = in_folder(needed[i]);
        if (!path || GetFileAttributesW(path) == INVALID_FILE_ATTRIBUTES) return fail(path ? path : needed[i]);
        free(path);
    }
    /* DLLs from the runtime folder, the program's folder and System32; never from the current folder or PATH. */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    wchar_t *runtime = in_folder(L"runtime"), *dll = in_folder(L"runtime\\python311.dll");
    wchar_t *start = in_folder(L"app\\start.pyc"), **arguments = calloc(argc + 4, sizeof *arguments);
    if (!runtime || !dll || !start || !arguments) return fail(L"");
    AddDllDirectory(runtime);
    HMODULE python = LoadLibraryExW(dll, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    python_main py_main = python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!py_main) return fail(dll);

    int count = 0;
    arguments[count++] = argv[0];
    arguments[count++] = L"-I";
    arguments[count++] = L"-Xutf8";
    arguments[count++] = start;
    for (int i = 1; i < argc; i++) arguments[count++] = argv[i];
    SetEnvironmentVariableW(L"GOVREPORT_FAULT", NULL);
    int code = py_main(count, arguments); /* returns only if start.py came to its end: sys.exit ends the process */
    static wchar_t fault[2048];
    return GetEnvironmentVariableW(L"GOVREPORT_FAULT", fault, 2047) ? fail(fault) : code;
}

#ifdef CONSOLE
int wmain(int argc, wchar_t **argv) { return run(argc, argv); }
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR line, int show) {
    (void)self, (void)before, (void)line, (void)show;
    return run(__argc, __wargv);
}
#endif
