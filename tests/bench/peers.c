/* The workloads of the bench as a shared library: other programs take a problem's data, run
 * generated code or the baseline on it, and read the outputs. peers/worker.py is its user.
 */
#include "bench.h"

#include <stdlib.h>

struct instance {
    const struct workload *workload;
    int64_t n[MAX_DIMS];
    struct problem problem;
};

/* The name of a workload by its place in all tables; NULL after the last. */
const char *peers_name(int index);

/* The dimensions that the bench gives to it, MAX_DIMS of them, 0 after the last. */
const int64_t *peers_sizes(int index, int quick);

/* A problem of these dimensions with data and outputs, for peers_close; NULL: no memory. */
struct instance *peers_open(int index, const int64_t *n);
void peers_close(struct instance *it);

/* Input k, the labels, output k of a side, its length (0: there is none), the workspace. */
double *peers_input(struct instance *it, int k);
int32_t *peers_labels(struct instance *it);
double *peers_output(struct instance *it, int side, int k);
int64_t peers_length(const struct instance *it, int k);
size_t peers_work_bytes(const struct instance *it);

/* bench_difference of generated code and the baseline. */
double peers_difference(const struct instance *it);

/* Seconds that so many calls of a side take; negative after an error of generated code. */
double peers_seconds(struct instance *it, int side, int64_t calls);

static const struct workload *find(int index)
{
    static const struct workload *const tables[] = {least_squares_workloads,
                                                    classifier_workloads, factor_workloads,
                                                    model_workloads, small_workloads};

    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        for (const struct workload *w = tables[k]; w->name != NULL; w++) {
            if (index-- == 0) {
                return w;
            }
        }
    }
    return NULL;
}

const char *peers_name(int index)
{
    const struct workload *const w = find(index);

    return w != NULL ? w->name : NULL;
}

const int64_t *peers_sizes(int index, int quick)
{
    const struct workload *const w = find(index);

    return quick ? w->quick : w->full;
}

struct instance *peers_open(int index, const int64_t *n)
{
    struct instance *const it = calloc(1, sizeof *it);

    if (it != NULL) {
        it->workload = find(index);
        for (int k = 0; k < MAX_DIMS; k++) {
            it->n[k] = n[k];
        }
        it->problem.n = it->n;
        it->workload->setup(&it->problem);
    }
    return it;
}

void peers_close(struct instance *it)
{
    while (it->problem.blocks > 0) {
        free(it->problem.block[--it->problem.blocks]);
    }
    free(it);
}

double *peers_input(struct instance *it, int k)
{
    return it->problem.in[k];
}

int32_t *peers_labels(struct instance *it)
{
    return it->problem.labels;
}

double *peers_output(struct instance *it, int side, int k)
{
    return it->problem.out[side][k];
}

int64_t peers_length(const struct instance *it, int k)
{
    return k < MAX_OUTPUTS ? it->problem.len[k] : 0;
}

size_t peers_work_bytes(const struct instance *it)
{
    return it->problem.work_bytes;
}

double peers_difference(const struct instance *it)
{
    return bench_difference(&it->problem);
}

double peers_seconds(struct instance *it, int side, int64_t calls)
{
    const double start = bench_now();
    int rc = 0;

    for (int64_t i = 0; i < calls; i++) {
        if (side == GENERATED) {
            rc |= it->workload->generated(&it->problem);
        } else {
            it->workload->baseline(&it->problem);
        }
    }
    return rc == 0 ? bench_now() - start : -1;
}
