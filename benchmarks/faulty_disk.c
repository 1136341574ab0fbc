/* A disk that fails now and then: writes that are refused or short, files that cannot be made, renamed or synced.
   For torture.py, by LD_PRELOAD: below FAULTY_FOLDER one call in FAULTY_ONE_IN fails, by the dice of FAULTY_SEED. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int fails(void) {
    static unsigned int dice;
    const char *one_in = getenv("FAULTY_ONE_IN"), *seed = getenv("FAULTY_SEED");
    if (dice == 0) dice = seed ? (unsigned int)atoi(seed) + 1 : 1;
    return one_in && rand_r(&dice) % (unsigned int)atoi(one_in) == 0;
}

static int is_there(const char *path) {
    const char *folder = getenv("FAULTY_FOLDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_open_there(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_there(path);
}

ssize_t write(int file, const void *content, size_t count) {
    ssize_t (*really)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (count > 1 && is_open_there(file) && fails()) {
        if (count % 2) return really(file, content, count / 2);
        errno = EIO;
        return -1;
    }
    return really(file, content, count);
}

int fsync(int file) {
    int (*really)(int) = dlsym(RTLD_NEXT, "fsync");
    if (is_open_there(file) && fails()) { errno = EIO; return -1; }
    return really(file);
}

int rename(const char *old, const char *new) {
    int (*really)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
    if (is_there(new) && fails()) { errno = EIO; return -1; }
    return really(old, new);
}

static int opened(const char *name, const char *path, int how, mode_t mode) {
    int (*really)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
    if ((how & O_CREAT) && is_there(path) && fails()) { errno = EIO; return -1; }
    return really(path, how, mode);
}

int open(const char *path, int how, ...) {
    va_list more;
    va_start(more, how);
    mode_t mode = how & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return opened("open", path, how, mode);
}

int open64(const char *path, int how, ...) {
    va_list more;
    va_start(more, how);
    mode_t mode = how & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return opened("open64", path, how, mode);
}
