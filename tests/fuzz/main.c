/* fuzz COUNT SEED JOBS MDGEN INCLUDE FOLDER FOUND CC FLAGS: check COUNT random specs,
 * shrink and save those that fail; where FOUND is "-" do not, and stop at the first batch
 * with failures.
 * fuzz COUNT SEED FOLDER: only write them to FOLDER/1.lua and so on, to see what they are
 * made of. */
#define _DEFAULT_SOURCE
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BATCH = 64, MOST_SHRUNK = 12, MOST_JOBS = 64 };

struct batch {
    struct spec *spec[BATCH];
    struct expect *expect[BATCH];
    struct result result[BATCH];
};

/* What a worker tells: so many have passed; one has failed. */
struct report {
    int passed;
    bool failed;
    char text[400];
};

/* The first spec that comes to something from a seed. */
static void draw(struct spec *s, struct expect *x, struct eval *e, uint64_t seed)
{
    for (uint64_t t = 0;
         !grow(s, e, (struct rng){.state = hash2(seed, t)}) || !expect_make(x, e, s); t++) {
    }
}

static void report_failure(int fd, const struct spec *s, const struct result *r)
{
    struct report out;
    memset(&out, 0, sizeof out);
    out.failed = true;
    snprintf(out.text, sizeof out.text, "%016llx: %s", (unsigned long long)s->seed, r->why);
    (void)!write(fd, &out, sizeof out);
}

static void work(const struct tools *t, uint64_t seed, int first, int count, int fd)
{
    static const int blocks[] = {0, 1, 2, 3};
    struct batch *b = calloc(1, sizeof *b);
    struct eval *e = malloc(sizeof *e);
    int shrunk = 0;
    bool quick = strcmp(t->found, "-") == 0;
    if (!b || !e) {
        abort();
    }
    for (int i = 0; i < BATCH; i++) {
        b->spec[i] = malloc(sizeof **b->spec);
        b->expect[i] = malloc(sizeof **b->expect);
        if (!b->spec[i] || !b->expect[i]) {
            abort();
        }
    }
    bool failed = false;
    for (int done = 0; done < count && !(quick && failed); done += BATCH) {
        int n = count - done < BATCH ? count - done : BATCH;
        struct report out;
        memset(&out, 0, sizeof out);
        for (int i = 0; i < n; i++) {
            draw(b->spec[i], b->expect[i], e, hash2(seed, (uint64_t)(first + done + i)));
            b->spec[i]->block = blocks[b->spec[i]->seed % 4];
        }
        batch_run(t, n, b->spec, (const struct expect *const *)b->expect, b->result);
        for (int i = 0; i < n; i++) {
            out.passed += b->result[i].outcome == PASSED;
        }
        (void)!write(fd, &out, sizeof out);
        for (int i = 0; i < n; i++) {
            if (b->result[i].outcome != PASSED) {
                failed = true;
                if (!quick && shrunk++ < MOST_SHRUNK) {
                    shrink(t, b->spec[i], &b->result[i]);
                }
                report_failure(fd, b->spec[i], &b->result[i]);
            }
        }
    }
    _exit(0);
}

static int write_specs(int count, uint64_t seed, const char *folder)
{
    struct spec *s = malloc(sizeof *s);
    struct expect *x = malloc(sizeof *x);
    struct eval *e = malloc(sizeof *e);
    bool good = s && x && e;
    for (int i = 0; i < count && good; i++) {
        char path[300];
        snprintf(path, sizeof path, "%s/%d.lua", folder, i + 1);
        draw(s, x, e, hash2(seed, (uint64_t)i));
        FILE *out = fopen(path, "w");
        good = out != NULL;
        if (out) {
            fprintf(out, "-- n = %d, m = %d, k = %d%s%s%s%s, blocks of %d\n", s->dim[0],
                    s->dim[1], s->dim[2], s->real_float ? ", float" : "",
                    s->fixed[0] ? ", -D n" : "", s->fixed[1] ? ", -D m" : "",
                    s->fixed[2] ? ", -D k" : "", (int)(s->seed % 4));
            lua_spec(out, s, "q");
            good = fclose(out) == 0;
        }
    }
    free(s);
    free(x);
    free(e);
    return good ? 0 : 3;
}

int main(int argc, char **argv)
{
    if (argc == 4) {
        return write_specs(atoi(argv[1]), strtoull(argv[2], NULL, 0), argv[3]);
    }
    if (argc != 10) {
        fprintf(stderr,
                "usage: fuzz COUNT SEED JOBS MDGEN INCLUDE FOLDER FOUND CC FLAGS\n");
        return 2;
    }
    int count = atoi(argv[1]), jobs = atoi(argv[3]), fd[2], passed = 0, failed = 0,
        next = 0;
    uint64_t seed = strtoull(argv[2], NULL, 0);
    jobs = jobs < 1 ? 1 : jobs > MOST_JOBS ? MOST_JOBS : jobs;
    if (pipe(fd) != 0) {
        return 3;
    }
    for (int j = 0; j < jobs; j++) {
        char folder[300];
        snprintf(folder, sizeof folder, "%s/%d", argv[6], j);
        mkdir(folder, 0777);
        int each = count / jobs + (j < count % jobs);
        if (fork() == 0) {
            struct tools t = {argv[4], argv[5], argv[8],    argv[9],
                              folder,  argv[7], arena_new()};
            close(fd[0]);
            work(&t, seed, next, each, fd[1]);
        }
        next += each;
    }
    close(fd[1]);
    struct report r;
    while (read(fd[0], &r, sizeof r) == (ssize_t)sizeof r) {
        int before = passed;
        passed += r.passed;
        failed += r.failed;
        if (r.failed) {
            printf("FAIL %s\n", r.text);
        } else if (passed / 1000 != before / 1000) {
            printf("... %d\n", passed);
        }
        fflush(stdout);
    }
    int status = 0;
    while (wait(&status) > 0) {
        if (status != 0) {
            printf("FAIL a worker ended with status %d\n", status);
            failed++;
        }
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
