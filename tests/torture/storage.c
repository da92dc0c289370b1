/* A disk that misbehaves at a moment of our choosing, for tests: loaded ahead of the C library by LD_PRELOAD.
 *
 * Counts the calls that reach below one folder, and at the nth makes the call fail, lie, or be the last of its process.
 * Linux and glibc only. Not safe for several threads; the tests that use it have one.
 */
#define _GNU_SOURCE
#define _LARGEFILE64_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { COUNT, FAIL, DIE_BEFORE, DIE_AFTER, DIE_HALF, SHORT, FLIP, FAIL_AFTER, FAIL_ON };

static char root[4096], only[32], trace[65536];
static size_t root_length, trace_length;
static int armed, nth, what, code, seen, struck, no_exchange, no_noreplace, no_links;

void storage_arm(const char *folder, int at, int how, int error, const char *name) {
    snprintf(root, sizeof root, "%s", folder);
    snprintf(only, sizeof only, "%s", name);
    root_length = strlen(root);
    nth = at, what = how, code = error, seen = 0, struck = 0, trace_length = 0, trace[0] = 0;
    armed = 1;
}
void storage_deny(int exchange, int noreplace, int links) { no_exchange = exchange, no_noreplace = noreplace, no_links = links; }
int storage_disarm(void) { armed = 0; return seen; }
void storage_pause(int paused) { armed = !paused; }
int storage_struck(void) { return struck; }
const char *storage_trace(void) { return trace; }

static int below_path(const char *path) { return armed && path && strncmp(path, root, root_length) == 0; }
static int below(int handle) {
    char link[64], path[4096];
    if (!armed) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    long length = syscall(SYS_readlink, link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return below_path(path);
}

/* Whether this call is the one; what is to happen to it is then in `what`. */
static int strikes(const char *name) {
    if (*only && strcmp(only, name)) return 0;
    seen++;
    int room = (int)(sizeof trace - trace_length) - 1;
    if (room > 32) trace_length += (size_t)snprintf(trace + trace_length, (size_t)room, "%s ", name);
    if (what == COUNT || nth == 0) return 0;
    if (seen == nth || (what == FAIL_ON && seen > nth)) {
        struck = 1;
        if (what == DIE_BEFORE) kill(getpid(), SIGKILL);
        return 1;
    }
    return 0;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

/* The common shape: fail before, fail after, die after. */
#define DO(concerns, label, bad, call) \
    do { \
        if (!(concerns) || !strikes(label)) return call; \
        if (what == FAIL || what == FAIL_ON) { errno = code; return bad; } \
        __typeof__(call) result = call; \
        if (what == DIE_AFTER || what == DIE_HALF) kill(getpid(), SIGKILL); \
        if (what == FAIL_AFTER) { errno = code; return bad; } \
        return result; \
    } while (0)

int open64(const char *path, int flags, ...) {
    va_list more; va_start(more, flags);
    int mode = va_arg(more, int); va_end(more);
    REAL(int, open64, const char *, int, ...);
    DO(below_path(path), flags & O_CREAT ? "create" : "open", -1, real(path, flags, mode));
}
int open(const char *path, int flags, ...) {
    va_list more; va_start(more, flags);
    int mode = va_arg(more, int); va_end(more);
    REAL(int, open, const char *, int, ...);
    DO(below_path(path), flags & O_CREAT ? "create" : "open", -1, real(path, flags, mode));
}
DIR *opendir(const char *path) {
    REAL(DIR *, opendir, const char *);
    DO(below_path(path), "opendir", NULL, real(path));
}
ssize_t read(int handle, void *data, size_t size) {
    REAL(ssize_t, read, int, void *, size_t);
    DO(below(handle), "read", -1, real(handle, data, size));
}
ssize_t write(int handle, const void *data, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (!below(handle) || !strikes("write")) return real(handle, data, size);
    if (what == FAIL || what == FAIL_ON) { errno = code; return -1; }
    if (what == SHORT && size > 1) return real(handle, data, size / 2);
    if (what == DIE_HALF) { ssize_t ignored = real(handle, data, size / 2); (void)ignored; kill(getpid(), SIGKILL); }
    if (what == FLIP && size) {
        char copy[1 << 20];
        size_t part = size < sizeof copy ? size : sizeof copy;
        memcpy(copy, data, part);
        copy[part / 2] ^= 4;
        return real(handle, copy, part);
    }
    ssize_t result = real(handle, data, size);
    if (what == DIE_AFTER) kill(getpid(), SIGKILL);
    if (what == FAIL_AFTER) { errno = code; return -1; }
    return result;
}
int close(int handle) { /* closed in any case, as Linux does it: what is told is another matter */
    REAL(int, close, int);
    if (!below(handle) || !strikes("close")) return real(handle);
    int result = real(handle);
    if (what == DIE_AFTER || what == DIE_HALF) kill(getpid(), SIGKILL);
    if (what == FAIL || what == FAIL_ON || what == FAIL_AFTER) { errno = code; return -1; }
    return result;
}
int fsync(int handle) { REAL(int, fsync, int); DO(below(handle), "fsync", -1, real(handle)); }
int fdatasync(int handle) { REAL(int, fdatasync, int); DO(below(handle), "fsync", -1, real(handle)); }
int ftruncate64(int handle, off64_t size) { REAL(int, ftruncate64, int, off64_t); DO(below(handle), "ftruncate", -1, real(handle, size)); }
off64_t lseek64(int handle, off64_t at, int from) { REAL(off64_t, lseek64, int, off64_t, int); DO(below(handle), "lseek", -1, real(handle, at, from)); }
int fchmod(int handle, mode_t mode) { REAL(int, fchmod, int, mode_t); DO(below(handle), "fchmod", -1, real(handle, mode)); }
int fchown(int handle, uid_t user, gid_t group) { REAL(int, fchown, int, uid_t, gid_t); DO(below(handle), "fchown", -1, real(handle, user, group)); }
int flock(int handle, int how) { REAL(int, flock, int, int); DO(below(handle), "flock", -1, real(handle, how)); }
int fstat64(int handle, struct stat64 *about) { REAL(int, fstat64, int, struct stat64 *); DO(below(handle), "fstat", -1, real(handle, about)); }
int stat64(const char *path, struct stat64 *about) { REAL(int, stat64, const char *, struct stat64 *); DO(below_path(path), "stat", -1, real(path, about)); }
int lstat64(const char *path, struct stat64 *about) { REAL(int, lstat64, const char *, struct stat64 *); DO(below_path(path), "lstat", -1, real(path, about)); }
int access(const char *path, int how) { REAL(int, access, const char *, int); DO(below_path(path), "access", -1, real(path, how)); }
int chmod(const char *path, mode_t mode) { REAL(int, chmod, const char *, mode_t); DO(below_path(path), "chmod", -1, real(path, mode)); }
int mkdir(const char *path, mode_t mode) { REAL(int, mkdir, const char *, mode_t); DO(below_path(path), "mkdir", -1, real(path, mode)); }
int rmdir(const char *path) { REAL(int, rmdir, const char *); DO(below_path(path), "rmdir", -1, real(path)); }
int unlink(const char *path) { REAL(int, unlink, const char *); DO(below_path(path), "unlink", -1, real(path)); }
int rename(const char *old, const char *new) { REAL(int, rename, const char *, const char *); DO(below_path(old), "rename", -1, real(old, new)); }
int link(const char *old, const char *new) {
    REAL(int, link, const char *, const char *);
    if (below_path(old) && no_links) { errno = EPERM; return -1; }
    DO(below_path(old), "link", -1, real(old, new));
}
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    REAL(int, renameat2, int, const char *, int, const char *, unsigned);
    if (below_path(old) && ((no_exchange && (flags & 2)) || (no_noreplace && (flags & 1)))) { errno = EINVAL; return -1; }
    DO(below_path(old), flags & 2 ? "exchange" : "renamenew", -1, real(from, old, to, new, flags));
}
