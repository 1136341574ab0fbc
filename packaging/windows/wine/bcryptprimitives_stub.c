/* For tests only, never shipped: stands in for bcryptprimitives.dll, which every Windows 10 has and Wine 8 lacks.
 * The reader of workbooks asks it for the seed of its tables. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(BYTE *data, SIZE_T length) { return RtlGenRandom(data, (ULONG)length); }
