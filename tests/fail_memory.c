/* A preloaded library that lets every allocation of a process fail, for tests/faults.sh.
 *
 * At each call of malloc (calloc and realloc count too) the process forks twice: in the
 * first child that call alone fails, in the second all from there on. The children are
 * judged, and the parent goes on as if nothing had happened. So one run of the program
 * shows all failures. DISTINCT=N: only the first N calls with the same chain of callers.
 *
 * A child works in the folder child, with links to all that is in this one. It has to end
 * in time and to give back all memory, with status 3, the one message "out of memory", no
 * partial file, no output, and each file of the list OUTPUTS as it was, "old"; or with
 * status 0 and all outputs, messages too, as they are in the folder whole: the failure did
 * not matter. A spec that is wrong may also end with its own message.
 *
 * What is wrong is appended to the file faults, and at the end "forked N times".
 * SKIP=1: only from the first call of lua_close on, when the spec has been read. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum mode { PARENT, ONCE, ALWAYS };
enum { CALLERS = 12, CHAINS = 1 << 14 };
enum { SECONDS = 60, LEAK = 97 /* status of a child that ends well but for its memory */ };

static struct {
    enum mode mode;
    int busy;    /* what is allocated now belongs to this library */
    int waiting; /* the spec is not read yet */
    int calls;   /* of malloc */
    int live;    /* blocks that the process has */
    int forks;
    int distinct;           /* of N; 0: no limit */
    uint64_t chain[CHAINS]; /* a hash table */
    int seen[CHAINS];
} state;

/* ---- folders ------------------------------------------------------------------------- */

static int is_own(const char *name)
{
    static const char *const own[] = {".", "..", "child", "whole", "faults"};
    for (size_t k = 0; k < sizeof own / sizeof *own; k++) {
        if (strcmp(name, own[k]) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Make the folder to, with a link to each file of from. */
static void link_all(const char *from, const char *to)
{
    char a[1024], b[1024];
    const struct dirent *e;
    DIR *folder = opendir(from);
    mkdir(to, 0777);
    while (folder && (e = readdir(folder)) != NULL) {
        if (!is_own(e->d_name)) {
            snprintf(a, sizeof a, "%s/%s", from, e->d_name);
            snprintf(b, sizeof b, "%s/%s", to, e->d_name);
            if (e->d_type == DT_DIR) {
                link_all(a, b);
            } else if (link(a, b)) {
                _exit(LEAK + 1);
            }
        }
    }
    closedir(folder);
}

static void remove_all(const char *path)
{
    char a[1024];
    const struct dirent *e;
    DIR *folder = opendir(path);
    while (folder && (e = readdir(folder)) != NULL) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            snprintf(a, sizeof a, "%s/%s", path, e->d_name);
            if (e->d_type == DT_DIR) {
                remove_all(a);
            } else {
                unlink(a);
            }
        }
    }
    closedir(folder);
    rmdir(path);
}

/* ---- judging ------------------------------------------------------------------------- */

static void say(const char *what, const char *about)
{
    FILE *f = fopen("faults", "a");
    fprintf(f, "allocation %d %s fails: %s %s\n", state.calls,
            state.mode == ONCE ? "alone" : "and all after it", what, about);
    fclose(f);
}

/* The text of a file in a folder; its caller frees it. NULL if there is none. */
static char *text_of(const char *folder, const char *name)
{
    char path[1024];
    char *text = NULL;
    size_t n;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "r");
    if (f) {
        FILE *copy = open_memstream(&text, &n);
        for (int c; (c = getc(f)) != EOF;) {
            putc(c, copy);
        }
        fclose(copy);
        fclose(f);
    }
    return text;
}

static int holds(const char *name, const char *wanted)
{
    char *text = text_of("child", name);
    int same = text && wanted && strcmp(text, wanted) == 0;
    free(text);
    return same;
}

/* A file has to be what a good run writes, or "old" where that writes none. */
static void same_as_whole(const char *name)
{
    char *whole = text_of("whole", name);
    if (!holds(name, whole ? whole : "old\n")) {
        say("this is not what a good run writes:", name);
    }
    free(whole);
}

/* Is the error one line, about memory? */
static int is_no_memory(void)
{
    char *text = text_of("child", "err");
    const char *end = text ? strchr(text, '\n') : NULL;
    int ok = end && end[1] == '\0' && strncmp(text, "mdgen: error: ", 14) == 0 &&
             strstr(text, "memory");
    free(text);
    return ok;
}

static void judge(int status)
{
    char outputs[1024], about[64];
    const char *list = getenv("OUTPUTS");
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    const int good = code == 0, no_memory = code == 3;
    snprintf(about, sizeof about, "%d", WIFSIGNALED(status) ? WTERMSIG(status) : code);
    if (code == LEAK) {
        say("memory is not given back", "");
        return;
    }
    if (no_memory) {
        if (!is_no_memory() || !holds("out", "")) {
            say("the messages or standard output are wrong", "");
        }
    } else if (good || code == 1) {
        same_as_whole("err");
        same_as_whole("out");
    } else {
        say(WIFSIGNALED(status) ? "signal" : "status", about);
    }
    snprintf(outputs, sizeof outputs, "%s", list ? list : "");
    for (char *name = strtok(outputs, " "); name; name = strtok(NULL, " ")) {
        if (good) {
            same_as_whole(name);
        } else if (!holds(name, "old\n")) {
            say("the old file is gone:", name);
        }
    }
    const struct dirent *e;
    DIR *folder = opendir("child");
    while ((e = readdir(folder)) != NULL) {
        if (strncmp(e->d_name, ".mdgen-", 7) == 0) {
            say("a partial file is left:", e->d_name);
        }
    }
    closedir(folder);
}

/* ---- forking ---------------------------------------------------------------------------
 */

static void redirect(int fd, const char *path)
{
    unlink(path); /* a link to the parent's */
    int to = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    dup2(to, fd);
    close(to);
}

/* In the child: true; in the parent, after the child was judged: false. */
static int fork_once(enum mode mode)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        alarm(SECONDS);
        link_all(".", "child");
        if (chdir("child")) {
            _exit(LEAK + 1);
        }
        redirect(STDOUT_FILENO, "out");
        redirect(STDERR_FILENO, "err");
        state.mode = mode;
        return 1;
    }
    state.mode = mode; /* for the messages */
    state.forks++;
    if (child < 0 || waitpid(child, &status, 0) != child) {
        say("the test", "cannot fork");
    } else {
        judge(status);
    }
    remove_all("child");
    state.mode = PARENT;
    return 0;
}

/* Has this chain of callers been seen often enough? */
static int is_known(void)
{
    void *caller[CALLERS];
    int n = backtrace(caller, CALLERS);
    uint64_t hash = 1;
    for (int k = 0; k < n; k++) {
        hash = (hash ^ (uint64_t)(uintptr_t)caller[k]) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 29;
    }
    size_t at = hash % CHAINS;
    while (state.chain[at] != 0 && state.chain[at] != hash) {
        at = (at + 1) % CHAINS;
    }
    state.chain[at] = hash;
    return state.seen[at]++ >= state.distinct;
}

/* Shall this allocation fail? */
static int fails(void)
{
    if (state.busy || state.waiting || state.mode == ONCE) {
        return 0;
    }
    if (state.mode == ALWAYS) {
        return 1;
    }
    int error = errno;
    state.busy = 1;
    state.calls++;
    int fail = 0;
    if (state.distinct == 0 || !is_known()) {
        fail = fork_once(ONCE) || fork_once(ALWAYS);
    }
    state.busy = 0;
    errno = fail ? ENOMEM : error;
    return fail;
}

/* ---- memory ---------------------------------------------------------------------------
 */

/* The C library's own names, because dlsym allocates. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void __libc_free(void *);

/* A new block; p may be NULL. */
static void *counted(void *p)
{
    state.live += p && !state.busy;
    return p;
}

void *malloc(size_t n)
{
    return fails() ? NULL : counted(__libc_malloc(n));
}

void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : counted(__libc_calloc(n, size));
}

void *realloc(void *p, size_t n)
{
    if (fails()) {
        return NULL;
    }
    void *q = __libc_realloc(p, n);
    return p ? q : counted(q);
}

void free(void *p)
{
    state.live -= p && !state.busy;
    __libc_free(p);
}

/* ---- beginning and end
 * ------------------------------------------------------------------- */

__attribute__((constructor)) static void begin(void)
{
    void *caller[1];
    backtrace(caller, 1); /* the first call allocates */
    state.live = 0;
    const char *distinct = getenv("DISTINCT");
    state.distinct = distinct ? atoi(distinct) : 0;
    const char *skip = getenv("SKIP");
    state.waiting = skip && strcmp(skip, "1") == 0;
}

void lua_close(void *L)
{
    void (*real)(void *);
    state.busy++;
    void *symbol = dlsym(RTLD_NEXT, "lua_close");
    state.busy--;
    memcpy(&real, &symbol, sizeof real);
    real(L);
    state.waiting = 0;
}

__attribute__((destructor)) static void end(void)
{
    if (state.mode == PARENT) {
        state.busy = 1;
        FILE *f = fopen("faults", "a");
        fprintf(f, "forked %d times\n", state.forks);
        fclose(f);
    } else if (state.live != 0) {
        _exit(LEAK);
    }
}
