/* Writing the outputs, all or none. */
#define _POSIX_C_SOURCE 200809L
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
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
    bool done;
    sigset_t mask; /* of the caller, and so is what follows */
    struct sigaction action[3];
    void (*raise)(struct mdg *);
    void *raise_to;
    jmp_buf failed; /* where an error of the writing goes first */
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
        if (!S_ISREG(st.st_mode) ||
            (fstat(STDOUT, &other) == 0 && same_file(&st, &other))) {
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

/* Are two targets one file, although spelled differently? They may not exist yet: the
 * folders and the names in them decide. */
static bool same_target(struct mdg *m, const char *a, const char *b)
{
    const char *fa = folder(m, a), *fb = folder(m, b);
    struct stat sa, sb;
    return strcmp(a + strlen(fa), b + strlen(fb)) == 0 && stat(*fa ? fa : ".", &sa) == 0 &&
           stat(*fb ? fb : ".", &sb) == 0 && same_file(&sa, &sb);
}

static void check_distinct(struct writing *w)
{
    for (size_t i = 0; i < w->n; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct output *a = &w->out[i], *b = &w->out[k];
            if (a->target && b->target && same_target(w->m, a->target, b->target)) {
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
        const char *part =
            mdg_fmt(w->m, "%s.mdgen-%ld-%d", folder(w->m, o->target), (long)getpid(), k);
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

/* Wait until o takes more: a pipe may be full for long. Signals get through here, and while
 * a direct output is written only here. */
static void await(struct writing *w, const struct output *o)
{
    const unsigned fd = (unsigned)o->fd; /* FD_SET of some libraries computes without a sign */
    fd_set ready;
    if (fd >= FD_SETSIZE) {
        fail(w, o, strerror(EMFILE));
    }
    FD_ZERO(&ready);
    FD_SET(fd, &ready);
    if (pselect(o->fd + 1, NULL, &ready, NULL, NULL, &w->mask) < 0) {
        fail(w, o, errno == EINTR ? "interrupted" : strerror(errno));
    }
}

static void write_all(struct writing *w, struct output *o)
{
    const char *p = o->file->text;
    size_t left = strlen(p);
    while (left) {
        if (!o->part) {
            await(w, o);
        }
        ssize_t n = write(o->fd, p, o->part || left < CHUNK ? left : CHUNK);
        if (n >= 0) {
            p += n;
            left -= (size_t)n;
        } else if (errno != EINTR && errno != EAGAIN) {
            fail(w, o, strerror(errno));
        }
    }
    int fd = o->fd;
    o->fd = -1;
    if (close(fd) != 0) {
        fail(w, o, strerror(errno));
    }
}

static void open_direct(struct writing *w, struct output *o)
{
    struct stat st, out;
    bool is_stdout =
        strcmp(o->file->path, "-") == 0 ||
        (stat(o->file->path, &st) == 0 && fstat(STDOUT, &out) == 0 && same_file(&st, &out));
    o->fd = is_stdout ? dup(STDOUT) : open(o->file->path, O_WRONLY | O_CLOEXEC);
    if (o->fd < 0) {
        fail(w, o, strerror(errno));
    }
}

static void write_outputs(struct writing *w, const char *input)
{
    for (size_t i = 0; i < w->n; i++) {
        locate(w, &w->out[i], input);
    }
    check_distinct(w);
    for (size_t i = 0; i < w->n; i++) {
        if (w->out[i].target) {
            create(w, &w->out[i]);
            write_all(w, &w->out[i]);
        }
    }
    for (size_t i = 0; i < w->n; i++) {
        if (!w->out[i].target) {
            open_direct(w, &w->out[i]);
            write_all(w, &w->out[i]);
        }
    }
    for (size_t i = 0; i < w->n; i++) {
        struct output *o = &w->out[i];
        if (o->target) {
            if (rename(o->part, o->target) != 0) {
                fail(w, o, strerror(errno));
            }
            o->part = NULL;
        }
    }
}

/* ---- whatever happens --------------------------------------------------------- */

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { NSIGNALS = sizeof signals / sizeof *signals };

/* Its only effect is that pselect returns. */
static void interrupt(int sig)
{
    (void)sig;
}

/* Signals that would leave a half-written file wait until a moment when it can be removed.
 */
static void hold_signals(struct writing *w)
{
    struct sigaction act = {.sa_handler = interrupt};
    sigset_t held;
    sigemptyset(&act.sa_mask);
    sigemptyset(&held);
    for (int i = 0; i < NSIGNALS; i++) {
        sigaddset(&held, signals[i]);
    }
    sigprocmask(SIG_BLOCK, &held, &w->mask);
    for (int i = 0; i < NSIGNALS; i++) {
        sigaction(signals[i], NULL, &w->action[i]);
        if (w->action[i].sa_handler != SIG_IGN) {
            sigaction(signals[i], &act, NULL);
        }
    }
}

static void release_signals(const struct writing *w)
{
    for (int i = 0; i < NSIGNALS; i++) {
        sigaction(signals[i], &w->action[i], NULL);
    }
    sigprocmask(SIG_SETMASK, &w->mask, NULL);
}

static void caught(struct mdg *m)
{
    longjmp(*(jmp_buf *)m->raise_to, 1);
}

void mdg_files_write(struct mdg *m, size_t n, const struct mdg_file *files,
                     const char *input)
{
    struct writing *w = MDG_NEW(m, struct writing);
    w->m = m;
    w->n = n;
    w->out = MDG_ARRAY(m, n, struct output);
    w->raise = m->raise;
    w->raise_to = m->raise_to;
    for (size_t i = 0; i < n; i++) {
        w->out[i] = (struct output){.file = &files[i], .fd = -1};
    }
    hold_signals(w);
    m->raise = caught;
    m->raise_to = &w->failed;
    if (setjmp(w->failed) == 0) {
        write_outputs(w, input);
        w->done = true;
    }
    m->raise = w->raise;
    m->raise_to = w->raise_to;
    for (size_t i = 0; i < n; i++) {
        if (w->out[i].fd >= 0) {
            close(w->out[i].fd);
        }
        if (w->out[i].part) {
            unlink(w->out[i].part);
        }
    }
    release_signals(w);
    if (!w->done) {
        m->raise(m);
    }
}

void mdg_files_guard(void)
{
    int fd;
    do { /* read-only, so that writing to it fails */
        fd = open("/dev/null", O_RDONLY);
    } while (fd >= 0 && fd <= 2);
    if (fd > 2) {
        close(fd);
    }
}
