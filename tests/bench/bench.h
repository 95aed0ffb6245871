/* The bench: generated code against what a good engineer writes with BLAS and LAPACK calls
 * over whole arrays. A workload owns its data, its baseline and how the generated function
 * is called; bench.c times both alternately and compares their outputs. */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>
#include <stdint.h>

enum { MAX_DIMS = 4, MAX_INPUTS = 8, MAX_OUTPUTS = 5, MAX_BLOCKS = 64 };
enum { GENERATED, BASELINE };

/* One instance of a workload. */
struct problem {
    const int64_t *n;            /* its sizes */
    double *in[MAX_INPUTS];      /* inputs of both sides */
    int32_t *labels;             /* class numbers, where the inputs have such */
    double *out[2][MAX_OUTPUTS]; /* outputs of either side */
    int64_t len[MAX_OUTPUTS];    /* elements of each; 0 after the last */
    void *work;                  /* workspace of the generated function */
    size_t work_bytes;           /* and its size */
    void *state;                 /* prepared data, if any */
    double *tmp[MAX_INPUTS];     /* intermediates of the baseline */
    double flops, bytes;         /* the least that any implementation does and reads */
    void *block[MAX_BLOCKS];     /* all memory of the problem */
    int blocks;
};

struct workload {
    const char *name; /* one of its kind per set of sizes */
    int64_t full[MAX_DIMS], quick[MAX_DIMS];
    double target, target2; /* wanted ratio on one thread and on two; 0: none */
    double tolerance;       /* relative difference of outputs allowed */
    void (*setup)(struct problem *p);
    int (*generated)(struct problem *p); /* 0, or an error code of mdrt.h */
    void (*baseline)(struct problem *p);
};

/* Tables of workloads, each ended by a row without a name. */
extern const struct workload least_squares_workloads[];
extern const struct workload classifier_workloads[];
extern const struct workload factor_workloads[];
extern const struct workload model_workloads[];
extern const struct workload small_workloads[];

/* Memory that lives as long as the problem, aligned to a cache line, touched once. Ends the
 * program when there is none. */
void *bench_alloc(struct problem *p, size_t bytes);
double *bench_array(struct problem *p, int64_t count);

/* count numbers in [low, high), the same at every run. */
double *bench_random(struct problem *p, int64_t count, double low, double high);

/* Labels in 0 .. K-1. */
int32_t *bench_labels(struct problem *p, int64_t count, int64_t K);

/* A well conditioned symmetric positive definite n x n matrix. */
double *bench_spd(struct problem *p, int64_t n);

/* An output of len elements: memory for both sides. */
void bench_output(struct problem *p, int64_t len);

/* The largest relative difference of the outputs of both sides, each compared as a vector,
 * so that an element near zero does not decide; infinite where generated code gave NaN. */
double bench_difference(const struct problem *p);

/* The workspace of the generated function. */
void bench_work(struct problem *p, size_t bytes);

/* What the machine can do with the threads that the bench runs on: bytes per second read
 * from an array of about so many bytes (caches are large, so it matters), flops per second
 * of dgemm. */
double bench_read_bandwidth(double bytes);
double bench_gemm_peak(void);

/* Seconds: of the processor where there is one thread, so that other programs count little.
 */
double bench_now(void);

#endif
