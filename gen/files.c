/* Writing the outputs, all or none. */
#define _POSIX_C_SOURCE 200809L
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STDOUT = 1, CHUNK = 4096 /* a ready pipe takes this much without blocking */ };

/* One output on its way. */
struct output {
    const struct mdg_file *file;
    const char *target; /* links resolved; NULL: written directly */
    const char *part;   /* the complete text beside the target, until it is renamed */
    int fd;             /* -1: none is open */
};

struct writing {
    struct mdg *m;
    struct output *out;
    size_t n;
    sigset_t before;   /* the signal mask outside of the writing */
    jmp_buf failed;
    void (*raise)(struct mdg *); /* of the caller */
    void *raise_to;
};

static MDG_NORETURN void fail(struct writing *w, const struct output *o, const char *why)
{
    const char *path = o->file->path;
    if (strcmp(path, "-") == 0) {
        mdg_fail(w->m, MDG_EIO, "cannot write to standard output: %s", why);
    }
    mdg_fail(w->m, MDG_EIO, "cannot write '%s': %s", path, why);
}

/* ---- where to ----------------------------------------------------------------- */

/* Up to and including the last '/'. */
static const char *folder(struct mdg *m, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? mdg_fmt(m, "%.*s", (int)(slash + 1 - path), path) : "";
}

/* path with symbolic links followed in its last part, also to a file that does not exist
 * yet; NULL after too many. */
static const char *follow(struct mdg *m, const char *path)
{
    for (int hops = 0; hops < 40; hops++) {
        char link[4096];
        ssize_t n = readlink(path, link, sizeof link);
        if (n < 0) {
            return path;
        }
        if ((size_t)n == sizeof link) {
            return NULL;
        }
        path = mdg_fmt(m, "%s%.*s", link[0] == '/' ? "" : folder(m, path), (int)n, link);
    }
    return NULL;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Decide whether o is written directly or beside its target. */
static void locate(struct writing *w, struct output *o, const char *input)
{
    const char *path = o->file->path;
    struct stat st, other;
    if (strcmp(path, "-") == 0) {
        return;
    }
    if (stat(path, &st) == 0) {
        if (S_ISDIR(st.st_mode)) {
            fail(w, o, strerror(EISDIR));
        }
        if (input && stat(input, &other) == 0 && same_file(&st, &other)) {
            mdg_fail(w->m, MDG_EUSAGE, "the output '%s' would replace the spec", path);
        }
        /* /dev/stdout, redirected to wherever */
        if (!S_ISREG(st.st_mode) || (fstat(STDOUT, &other) == 0 && same_file(&st, &other))) {
            return;
        }
        if (access(path, W_OK) != 0) {
            fail(w, o, strerror(errno));
        }
    } else if (errno != ENOENT) {
        fail(w, o, strerror(errno));
    }
    o->target = follow(w->m, path);
    if (!o->target) {
        fail(w, o, strerror(ELOOP));
    }
    size_t len = strlen(o->target);
    if (len && o->target[len - 1] == '/') {
        fail(w, o, strerror(EISDIR));
    }
}

/* Two targets that are one file, however they are spelled. */
static void check_distinct(struct writing *w)
{
    for (size_t i = 0; i < w->n; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct output *a = &w->out[i], *b = &w->out[k];
            struct stat sa, sb;
            if (!a->target || !b->target) {
                continue;
            }
            if (strcmp(a->target, b->target) == 0 ||
                (stat(a->target, &sa) == 0 && stat(b->target, &sb) == 0 && same_file(&sa, &sb))) {
                mdg_fail(w->m, MDG_EUSAGE, "two outputs for one file, '%s'", a->file->path);
            }
        }
    }
}

/* ---- writing ------------------------------------------------------------------ */

/* Create a file beside the target; O_EXCL also refuses a link that someone put there. */
static void create(struct writing *w, struct output *o)
{
    for (int k = 0; k < 100; k++) {
        const char *part = mdg_fmt(w->m, "%s.mdgen-%ld-%d", folder(w->m, o->target),
                                   (long)getpid(), k);
        o->fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (o->fd >= 0) {
            o->part = part;
            return;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    fail(w, o, strerror(errno));
}

static void write_all(struct writing *w, struct output *o)
{
    const char *p = o->file->text;
    size_t left = strlen(p);
    while (left) {
        ssize_t n = write(o->fd, p, left < CHUNK || o->part ? left : CHUNK);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0 && errno == EAGAIN) {
            n = 0;
        } else if (n <= 0) {
            fail(w, o, strerror(n ? errno : EIO));
        }
        p += n;
        left -= (size_t)n;
        /* a pipe may be full for long: signals get through while waiting, and only then */
        struct pollfd ready = {.fd = o->fd, .events = POLLOUT};
        sigset_t mask = w->before;
        if (left && !o->part && pselect_wait(&ready, &mask) != 0) {
            fail(w, o, "interrupted");
        }
    }
}
