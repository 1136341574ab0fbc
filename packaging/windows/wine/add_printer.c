/* For tests only: gives Wine a printer on LPT1: that makes PostScript. Where LPT1: leads is in Wine's own settings.
   What the printer can is told by the description that Wine's winspool.drv carries for those that have none. */
#include <stdio.h>
#include <windows.h>
#include <winspool.h>

int main(void) {
    static wchar_t name[] = L"check", driver[] = L"PS Driver", file[] = L"wineps.drv", data[] = L"C:\\check.ppd",
                   raw[] = L"RAW", port[] = L"LPT1:", processor[] = L"WinPrint", nothing[] = L"";
    HMODULE spooler = GetModuleHandleW(L"winspool.drv");
    HRSRC generic = FindResourceW(spooler, MAKEINTRESOURCEW(1), L"PPDFILE");
    FILE *described = _wfopen(data, L"wb");
    if (!generic || !described) {
        printf("description: %lu\n", GetLastError());
        return 1;
    }
    fwrite(LockResource(LoadResource(spooler, generic)), 1, SizeofResource(spooler, generic), described);
    fclose(described);
    DRIVER_INFO_3W made = {.cVersion = 3, .pName = driver, .pDriverPath = file, .pDataFile = data, .pConfigFile = file,
                           .pDefaultDataType = raw};
    if (!AddPrinterDriverExW(NULL, 3, (BYTE *)&made, APD_COPY_NEW_FILES | APD_COPY_FROM_DIRECTORY) &&
        GetLastError() != ERROR_PRINTER_DRIVER_ALREADY_INSTALLED) {
        printf("driver: %lu\n", GetLastError());
        return 1;
    }
    PRINTER_INFO_2W printer = {.pPrinterName = name, .pPortName = port, .pDriverName = driver, .pPrintProcessor = processor,
                               .pDatatype = raw, .pParameters = nothing, .pComment = nothing, .pLocation = nothing};
    HANDLE added = AddPrinterW(NULL, 2, (BYTE *)&printer);
    if (!added) {
        printf("printer: %lu\n", GetLastError());
        return 1;
    }
    ClosePrinter(added);
    return SetDefaultPrinterW(name) ? 0 : 1;
}
