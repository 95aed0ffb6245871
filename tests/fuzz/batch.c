/* From specs to results: mdgen for each, one compiler for all, a child that loads and calls
 * them. */
#define _DEFAULT_SOURCE
#include "fuzz.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Run a program, its messages to a file; the status of waitpid. */
static int run(char *const *argv, const char *messages)
{
    pid_t pid = fork();
    if (pid == 0) {
        int fd = open(messages, O_WRONLY | O_CREAT | O_TRUNC, 0666);
        dup2(fd, 2);
        alarm(60);
        execvp(argv[0], argv);
        _exit(127);
    }
    int status = -1;
    waitpid(pid, &status, 0);
    return status;
}

static void read_text(const char *path, char *buf, size_t n)
{
    FILE *f = fopen(path, "r");
    size_t got = f ? fread(buf, 1, n - 1, f) : 0;
    buf[got] = '\0';
    for (char *p = buf; *p; p++) {
        *p = *p == '\n' ? ' ' : *p;
    }
    if (f) {
        fclose(f);
    }
}

/* The first error of a compiler. */
static void read_error(const char *path, char *buf, size_t n)
{
    char line[400];
    FILE *f = fopen(path, "r");
    snprintf(buf, n, "the compiler stopped");
    while (f && fgets(line, sizeof line, f)) {
        char *p = strstr(line, "error: ");
        if (p) {
            p[strcspn(p, "\n")] = '\0';
            snprintf(buf, n, "%.250s", p);
            break;
        }
    }
    if (f) {
        fclose(f);
    }
}

/* Which file the first error is in: 17 for q17.c; -1: none of them. */
static int guilty(const char *path)
{
    char line[400];
    int index = -1;
    FILE *f = fopen(path, "r");
    while (f && index < 0 && fgets(line, sizeof line, f)) {
        const char *p = strstr(line, "/q");
        if (p && strstr(line, "error: ") && strstr(p, ".c:")) {
            index = atoi(p + 2);
        }
    }
    if (f) {
        fclose(f);
    }
    return index;
}

static void paths(const struct tools *t, const char *name, const char *ext, char *buf,
                  size_t n)
{
    snprintf(buf, n, "%s/%s%s", t->folder, name, ext);
}

static bool generate(const struct tools *t, const struct spec *s, const char *name,
                     struct result *r)
{
    char lua[300], c[300], err[300], fix[NDIMS][20];
    char *argv[16] = {(char *)t->mdgen, lua, "-o", c};
    int n = 4;
    paths(t, name, ".lua", lua, sizeof lua);
    paths(t, name, ".c", c, sizeof c);
    paths(t, name, ".err", err, sizeof err);
    FILE *out = fopen(lua, "w");
    if (!out) {
        abort();
    }
    lua_spec(out, s, name);
    fclose(out);
    for (int k = 0; k < NDIMS; k++) {
        if (s->fixed[k]) {
            snprintf(fix[k], sizeof fix[k], "%s=%d", dim_name[k], s->dim[k]);
            argv[n++] = "-D";
            argv[n++] = fix[k];
        }
    }
    if (s->real_float) {
        argv[n++] = "--real";
        argv[n++] = "float";
    }
    int status = run(argv, err);
    if (status == 0) {
        return true;
    }
    r->outcome = WIFEXITED(status) ? REFUSED : CRASHED;
    char text[250];
    read_text(err, text, sizeof text);
    snprintf(r->why, sizeof r->why, "mdgen: status %d: %s", status, text);
    return false;
}

static bool compile(const struct tools *t, int n, struct spec *const *s,
                    const struct result *r, const char *so, const char *err)
{
    char c[300], name[20], command[1500];
    paths(t, "batch", ".c", c, sizeof c);
    FILE *out = fopen(c, "w");
    if (!out) {
        abort();
    }
    fprintf(out, "#include \"mdrt.h\"\n"
                 "static inline int64_t few_rows(int64_t n, int64_t most)\n"
                 "{\n    return n < most ? n : most;\n}\n");
    for (int i = 0; i < n; i++) {
        if (r[i].outcome == PASSED) {
            if (s[i]->block) {
                fprintf(out,
                        "#define mdrt_block_rows(...) "
                        "few_rows((mdrt_block_rows)(__VA_ARGS__), %d)\n",
                        s[i]->block);
            }
            snprintf(name, sizeof name, "q%d", i);
            fprintf(out, "#include \"%s.c\"\n#undef mdrt_block_rows\n", name);
            call_shims(out, s[i], name);
        }
    }
    fprintf(out, "struct fuzz_function {\n"
                 "    int (*call)(const int64_t *dim, void *const *arg, void *work);\n"
                 "    size_t (*work)(const int64_t *dim);\n};\n"
                 "extern const struct fuzz_function fuzz_table[];\n"
                 "const struct fuzz_function fuzz_table[] = {\n");
    for (int i = 0; i < n; i++) {
        if (r[i].outcome == PASSED) {
            snprintf(name, sizeof name, "q%d", i);
            call_entries(out, s[i], name);
        }
    }
    fprintf(out, "    {NULL, NULL}};\n");
    fclose(out);
    snprintf(command, sizeof command,
             "exec %s %s -std=c99 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror "
             "-fPIC -shared "
             "-I%s -o %s %s",
             t->cc, t->flags, t->include, so, c);
    char *argv[] = {"sh", "-c", command, NULL};
    return run(argv, err) == 0;
}

enum { NOT_LOADED = 99 }; /* exit status of a child */
struct message {
    int index;
    struct result result;
};

/* In a child: call what is compiled, from spec `from` on; a message before and after each.
 */
static void call_all(const struct tools *t, int from, int n, struct spec *const *s,
                     const struct expect *const *x, const struct result *r, const char *so,
                     int fd)
{
    struct function f[MAX_FUNCTIONS];
    struct message m;
    memset(&m, 0, sizeof m);
    void *lib = dlopen(so, RTLD_NOW);
    const struct fuzz_function *table =
        lib ? (const struct fuzz_function *)dlsym(lib, "fuzz_table") : NULL;
    if (!table) {
        fprintf(stderr, "fuzz: %s\n", dlerror());
        _exit(NOT_LOADED);
    }
    for (int i = 0; i < n; i++) {
        if (r[i].outcome != PASSED) {
            continue;
        }
        if (i >= from) {
            m.index = i;
            m.result.outcome = PASSED;
            alarm(20);
            if (!call_check(t->arena, s[i], x[i], table, m.result.why,
                            sizeof m.result.why)) {
                m.result.outcome = MISMATCH;
            }
            if (write(fd, &m, sizeof m) != (ssize_t)sizeof m) {
                _exit(1);
            }
        }
        table += functions_of(s[i], f);
    }
    _exit(0);
}

static void check(const struct tools *t, int n, struct spec *const *s,
                  const struct expect *const *x, struct result *r, const char *so)
{
    const struct result *generated = r;
    struct result first[128];
    memcpy(first, r, (size_t)n * sizeof *r);
    generated = first;
    for (int from = 0; from < n;) {
        int fd[2], status = 0;
        struct message m;
        if (pipe(fd) != 0) {
            abort();
        }
        pid_t pid = fork();
        if (pid == 0) {
            close(fd[0]);
            call_all(t, from, n, s, x, generated, so, fd[1]);
        }
        close(fd[1]);
        while (read(fd[0], &m, sizeof m) == (ssize_t)sizeof m) {
            r[m.index] = m.result;
            from = m.index + 1;
        }
        close(fd[0]);
        waitpid(pid, &status, 0);
        if (status == 0) {
            return;
        }
        if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_LOADED) {
            _exit(1); /* the runtime in use lacks something: nothing can be tested */
        }
        while (from < n && generated[from].outcome != PASSED) {
            from++;
        }
        if (from < n) {
            r[from].outcome = CRASHED;
            snprintf(r[from].why, sizeof r[from].why,
                     "a generated function ended with signal %d", WTERMSIG(status));
            from++;
        }
    }
}

void batch_run(const struct tools *t, int n, struct spec *const *s,
               const struct expect *const *x, struct result *r)
{
    char name[20], so[300], err[300];
    paths(t, "batch", ".so", so, sizeof so);
    paths(t, "batch", ".err", err, sizeof err);
    bool any = false;
    for (int i = 0; i < n; i++) {
        r[i].outcome = PASSED;
        r[i].why[0] = '\0';
        snprintf(name, sizeof name, "q%d", i);
        any = generate(t, s[i], name, &r[i]) || any;
    }
    if (!any) {
        return;
    }
    bool compiled = compile(t, n, s, r, so, err);
    for (int tries = 0; !compiled && n > 1 && tries < 8; tries++) {
        int i = guilty(err);
        if (i < 0 || i >= n || r[i].outcome != PASSED) {
            break;
        }
        r[i].outcome = UNCOMPILED;
        read_error(err, r[i].why, sizeof r[i].why);
        compiled = compile(t, n, s, r, so, err);
    }
    if (compiled) {
        check(t, n, s, x, r, so);
        return;
    }
    if (n == 1) {
        r->outcome = UNCOMPILED;
        read_error(err, r->why, sizeof r->why);
        return;
    }
    for (int i = 0; i < n; i++) { /* which one is it? */
        if (r[i].outcome == PASSED) {
            batch_run(t, 1, &s[i], &x[i], &r[i]);
        }
    }
}
