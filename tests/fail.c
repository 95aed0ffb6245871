/* A preloaded library that makes calls for files fail on request, for tests/faults.sh.
 * FAIL=NAME:K:HOW: one call in the process, the K-th of its kind, does not go as it should:
 *   file:K:E     a call for a file or a descriptor fails with errno E
 *   write:K:E    a call of write fails with errno E
 *   short:K:0    a call of write takes one byte only
 *   signal:K:S   the process gets signal S just before a call, of any function below
 * When that has happened, a folder called failed-call is made. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct {
    char name[16]; /* of what fails; "" if nothing does */
    int at, how;
    int count; /* calls so far, of those that count */
} plan;

__attribute__((constructor)) static void read_plan(void)
{
    const char *text = getenv("FAIL");
    if (!text || sscanf(text, "%15[a-z]:%d:%d", plan.name, &plan.at, &plan.how) != 3) {
        plan.name[0] = '\0';
    }
}

static int is(const char *name)
{
    return strcmp(plan.name, name) == 0;
}

/* Is this the call that the plan is about? */
static int now(void)
{
    if (++plan.count != plan.at) {
        return 0;
    }
    int error = errno;
    mkdir("failed-call", 0777);
    errno = error;
    return 1;
}

/* Before a call: the signal, if it is time. */
static void interrupt(void)
{
    if (is("signal") && now()) {
        kill(getpid(), plan.how);
    }
}

/* Before a call for a file: shall it fail? Then errno is set. */
static int fails(void)
{
    interrupt();
    if (!is("file") || !now()) {
        return 0;
    }
    errno = plan.how;
    return 1;
}

/* The function behind this one; ISO C has no conversion from void * to its type. */
#define REAL(name)                              \
    __typeof__(name) *real;                     \
    do {                                        \
        void *symbol = dlsym(RTLD_NEXT, #name); \
        memcpy(&real, &symbol, sizeof real);    \
    } while (0)

/* A function that gives -1 where it fails. */
#define CALL(name, parameters, ...)              \
    int name parameters                          \
    {                                            \
        REAL(name);                              \
        return fails() ? -1 : real(__VA_ARGS__); \
    }
CALL(access, (const char *path, int mode), path, mode)
CALL(dup, (int fd), fd)
CALL(fstat, (int fd, struct stat *st), fd, st)
CALL(rename, (const char *from, const char *to), from, to)
CALL(stat, (const char *path, struct stat *st), path, st)
CALL(timer_create, (clockid_t clock, struct sigevent *event, timer_t *timer), clock, event,
     timer)

/* Functions that cannot fail in a way that matters: moments for a signal. */
#define MOMENT(name, parameters, ...) \
    int name parameters               \
    {                                 \
        REAL(name);                   \
        interrupt();                  \
        return real(__VA_ARGS__);     \
    }
MOMENT(sigaction, (int sig, const struct sigaction *act, struct sigaction *old), sig, act,
       old)
MOMENT(sigprocmask, (int how, const sigset_t *set, sigset_t *old), how, set, old)
MOMENT(timer_delete, (timer_t timer), timer)
MOMENT(unlink, (const char *path), path)

int open(const char *path, int flags, ...)
{
    REAL(open);
    va_list ap;
    va_start(ap, flags);
    unsigned mode = flags & O_CREAT ? va_arg(ap, unsigned) : 0;
    va_end(ap);
    return fails() ? -1 : real(path, flags, mode);
}

int close(int fd)
{
    REAL(close);
    int bad = fails();
    int error = errno;
    int rc = real(fd);
    errno = bad ? error : errno;
    return bad ? -1 : rc;
}

ssize_t read(int fd, void *p, size_t n)
{
    REAL(read);
    return fails() ? -1 : real(fd, p, n);
}

ssize_t readlink(const char *path, char *p, size_t n)
{
    REAL(readlink);
    return fails() ? -1 : real(path, p, n);
}

ssize_t write(int fd, const void *p, size_t n)
{
    REAL(write);
    if (fails() || (is("write") && now())) {
        errno = plan.how;
        return -1;
    }
    return real(fd, p, is("short") && n > 1 && now() ? 1 : n);
}

int pselect(int n, fd_set *in, fd_set *out, fd_set *odd, const struct timespec *wait,
            const sigset_t *mask)
{
    REAL(pselect);
    return fails() ? -1 : real(n, in, out, odd, wait, mask);
}
