/* Times generated code and hand-written baselines alternately, checks that they agree, and
 * prints the table. bench [-q] [-p] [-o REGEX] [-c FILE] -q: small sizes and little time;
 * -o: workloads whose name with its sizes matches; -c: append the rows to a CSV file as
 * well; -p: run generated code alone for some seconds, for a profiler. The number of
 * threads is that of the environment. */
#define _POSIX_C_SOURCE 200809L
#include "bench.h"

#include "least_squares.h"
#include "mdrt.h"
#include "softmax.h"

#include <math.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_REPEAT = 41, MIN_REPEAT = 5 };

struct bench {
    int quick, threads, profile;
    int filtered;
    regex_t only;
    FILE *csv;
    double peak; /* flops per second of dgemm */
    int below, failed;
};

struct result {
    double ms[2]; /* medians */
    double error; /* largest relative difference of the outputs */
    int rc;
};

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(int n, double *x)
{
    qsort(x, (size_t)n, sizeof(double), ascending);
    return n % 2 ? x[n / 2] : 0.5 * (x[n / 2 - 1] + x[n / 2]);
}

static double seconds(const struct workload *w, struct problem *p, int side, int64_t times)
{
    const double start = bench_now();

    for (int64_t i = 0; i < times; i++) {
        if (side == GENERATED) {
            w->generated(p);
        } else {
            w->baseline(p);
        }
    }
    return bench_now() - start;
}

/* A call that is too short for the clock is repeated within one measurement. */
static int64_t calls(double once)
{
    const double wanted = 2e-3;

    return once > wanted ? 1 : (int64_t)(wanted / (once > 1e-8 ? once : 1e-8)) + 1;
}

static void measure(const struct bench *b, const struct workload *w, struct problem *p,
                    struct result *r)
{
    const double budget = b->quick ? 0.5 : 2.5;
    double t[2][MAX_REPEAT];
    int64_t times[2];
    int n = 0;

    r->rc = w->generated(p);
    w->baseline(p);
    r->error = bench_difference(p);
    for (int side = 0; side < 2; side++) {
        const int64_t few = calls(seconds(w, p, side, 1));

        times[side] = calls(seconds(w, p, side, few) / (double)few);
    }
    for (double start = bench_now();
         n < MAX_REPEAT && (n < MIN_REPEAT || bench_now() - start < budget); n++) {
        for (int side = 0; side < 2; side++) {
            t[side][n] = 1e3 * seconds(w, p, side, times[side]) / (double)times[side];
        }
    }
    for (int side = 0; side < 2; side++) {
        r->ms[side] = median(n, t[side]);
    }
}

static void sizes(const int64_t *n, char *out, size_t room)
{
    out[0] = 0;
    for (int k = 0; k < MAX_DIMS && n[k] != 0; k++) {
        const size_t at = strlen(out);

        snprintf(out + at, room - at, "%s%lld", k ? "x" : "", (long long)n[k]);
    }
}

static void release(struct problem *p)
{
    while (p->blocks > 0) {
        free(p->block[--p->blocks]);
    }
}

static void run(struct bench *b, const struct workload *w)
{
    const double target = b->threads > 1 ? w->target2 : w->target;
    struct problem p = {0};
    struct result r = {0};
    char name[128], dims[80];
    double limit = 0, ratio = 0, bandwidth = 0;

    p.n = b->quick ? w->quick : w->full;
    sizes(p.n, dims, sizeof dims);
    snprintf(name, sizeof name, "%s %s", w->name, dims);
    if (target <= 0 || (b->filtered && regexec(&b->only, name, 0, NULL, 0) != 0)) {
        return;
    }
    w->setup(&p);
    if (b->profile) {
        for (double start = bench_now(); bench_now() - start < 3;) {
            seconds(w, &p, GENERATED, 1);
        }
        release(&p);
        return;
    }
    bandwidth = bench_read_bandwidth(p.bytes);
    measure(b, w, &p, &r);
    ratio = r.ms[BASELINE] / r.ms[GENERATED];
    limit = 1e3 * fmax(p.bytes / bandwidth, p.flops / b->peak) / r.ms[GENERATED];
    printf("%-36s %11.5g %11.5g %8.2f %7.4g %6.2f %12zu", name, r.ms[GENERATED],
           r.ms[BASELINE], ratio, target, limit, p.work_bytes);
    if (r.rc != 0 || !(r.error <= w->tolerance)) {
        printf("  WRONG: rc %d, difference %.2g", r.rc, r.error);
        b->failed++;
    } else if (ratio < target) {
        printf("  below");
        b->below++;
    }
    printf("\n");
    fflush(stdout);
    if (b->csv != NULL) {
        fprintf(b->csv, "%d,\"%s\",%s,%.6g,%.6g,%.4f,%g,%.4f,%zu,%.2g\n", b->threads,
                w->name, dims, r.ms[GENERATED], r.ms[BASELINE], ratio, target, limit,
                p.work_bytes, r.error);
    }
    release(&p);
}

/* Workspace of functions that go through rows in blocks does not grow with their number. */
static void workspace(struct bench *b)
{
    const struct {
        const char *name;
        size_t small, large;
    } row[] = {
        {"least squares, d = 32", least_squares_value_grad_work(10000, 32),
         least_squares_value_grad_work(1000000, 32)},
        {"least squares, d = 1000", least_squares_value_grad_work(10000, 1000),
         least_squares_value_grad_work(1000000, 1000)},
        {"softmax, 784 x 10", softmax_value_grad_work(10000, 784, 10),
         softmax_value_grad_work(1000000, 784, 10)},
        {"softmax, 54 x 7", softmax_value_grad_work(10000, 54, 7),
         softmax_value_grad_work(1000000, 54, 7)},
    };

    printf("\nworkspace in bytes                       n = 1e4      n = 1e6\n");
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        printf("%-36s %11zu  %11zu%s\n", row[k].name, row[k].small, row[k].large,
               row[k].small == row[k].large ? "" : "  differ");
        b->below += row[k].small != row[k].large;
    }
}

static int options(struct bench *b, int argc, char **argv)
{
    for (int c = 0; (c = getopt(argc, argv, "pqo:c:")) != -1;) {
        if (c == 'q') {
            b->quick = 1;
        } else if (c == 'p') {
            b->profile = 1;
        } else if (c == 'o' && optarg[0] != 0) {
            b->filtered = 1;
            if (regcomp(&b->only, optarg, REG_EXTENDED | REG_NOSUB) != 0) {
                fprintf(stderr, "bench: not a regular expression: %s\n", optarg);
                return 0;
            }
        } else if (c == 'c') {
            b->csv = fopen(optarg, "a");
            if (b->csv == NULL) {
                perror(optarg);
                return 0;
            }
        } else if (c == '?') {
            return 0;
        }
    }
    return 1;
}

static void heading(struct bench *b)
{
    b->peak = bench_gemm_peak();
    printf("%d thread%s: reads %.1f GB/s (%.1f from 16 MiB), dgemm %.1f GF/s\n", b->threads,
           b->threads > 1 ? "s" : "", 1e-9 * bench_read_bandwidth(1e9),
           1e-9 * bench_read_bandwidth(16e6), 1e-9 * b->peak);
    printf("%-36s %11s %11s %8s %7s %6s %12s\n", "workload", "generated", "by hand",
           "ratio", "target", "limit", "workspace");
    printf("%-36s %11s %11s %8s %7s %6s %12s\n", "", "ms", "ms", "", "", "", "bytes");
}

int main(int argc, char **argv)
{
    static const struct workload *const tables[] = {least_squares_workloads,
                                                    classifier_workloads, factor_workloads,
                                                    model_workloads, small_workloads};
    const char *const threads = getenv("OPENBLAS_NUM_THREADS");
    struct bench b = {0};

    b.threads = threads != NULL ? atoi(threads) : 1;
    if (!options(&b, argc, argv)) {
        return 2;
    }
    if (!b.profile) {
        heading(&b);
    }
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        for (const struct workload *w = tables[k]; w->name != NULL; w++) {
            run(&b, w);
        }
    }
    if (!b.filtered && b.threads == 1) {
        workspace(&b);
    }
    if (b.csv != NULL && fclose(b.csv) != 0) {
        perror("bench");
        return 1;
    }
    printf("\n%d below target, %d wrong\n\n", b.below, b.failed);
    return b.failed != 0;
}
