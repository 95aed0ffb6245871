/* A preloaded library that makes the machine fail on request, for tests/cli.sh:
 * FAIL=write:3:28 lets the third call of write in the process fail with errno 28.
 * Functions: write open close rename malloc. malloc counts calloc and realloc too. When a
 * call has failed, a folder called failed-call is made. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static int calls[2]; /* of the function that fails, and of malloc */

/* Shall this call of the function fail? Then errno is set. */
static int fails(const char *name, int *count)
{
    const char *plan = getenv("FAIL");
    size_t n = strlen(name);
    if (!plan || strncmp(plan, name, n) != 0 || plan[n] != ':') {
        return 0;
    }
    int at = 0, error = 0;
    if (sscanf(plan + n + 1, "%d:%d", &at, &error) != 2 || ++*count != at) {
        return 0;
    }
    syscall(SYS_mkdirat, AT_FDCWD, "failed-call", 0777);
    errno = error;
    return 1;
}

/* The function behind this one; ISO C has no conversion from void * to its type. */
#define REAL(name)                              \
    __typeof__(name) *real;                     \
    do {                                        \
        void *symbol = dlsym(RTLD_NEXT, #name); \
        memcpy(&real, &symbol, sizeof real);    \
    } while (0)

ssize_t write(int fd, const void *p, size_t n)
{
    REAL(write);
    return fails("write", &calls[0]) ? -1 : real(fd, p, n);
}

int open(const char *path, int flags, ...)
{
    REAL(open);
    va_list ap;
    va_start(ap, flags);
    unsigned mode = flags & O_CREAT ? va_arg(ap, unsigned) : 0;
    va_end(ap);
    return fails("open", &calls[0]) ? -1 : real(path, flags, mode);
}

int close(int fd)
{
    REAL(close);
    int bad = fails("close", &calls[0]);
    int error = errno;
    int rc = real(fd);
    if (bad) {
        errno = error;
        return -1;
    }
    return rc;
}

int rename(const char *from, const char *to)
{
    REAL(rename);
    return fails("rename", &calls[0]) ? -1 : real(from, to);
}

/* The C library's own names, because dlsym allocates. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

void *malloc(size_t n)
{
    return fails("malloc", &calls[1]) ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return fails("malloc", &calls[1]) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
    return fails("malloc", &calls[1]) ? NULL : __libc_realloc(p, n);
}
