/* Prints the bits of all results of the functions of threads.lua, as sums over their bytes,
 * for tests/threads.sh. REAL is the number type; the number of rows is large enough for
 * many blocks and no multiple of one. */
#include <stdio.h>
#include <stdlib.h>
#include "threads.h"

enum { N = 20011, D = 13, K = 5 };

/* Numbers in -1..1 from a linear congruence, the same on every machine. */
static void fill(int64_t n, REAL *x, uint32_t seed)
{
    for (int64_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        x[i] = (REAL)(seed >> 8) / (REAL)8388608 - 1;
    }
}

/* n numbers, Fowler, Noll and Vo's hash of their bytes. */
static void show(const char *name, int rc, int64_t n, const REAL *x)
{
    const unsigned char *p = (const unsigned char *)x;
    uint64_t h = 14695981039346656037u;
    for (int64_t i = 0; i < n * (int64_t)sizeof *x; i++) {
        h = (h ^ p[i]) * 1099511628211u;
    }
    printf("%s %d %g %016llx\n", name, rc, (double)x[0], (unsigned long long)h);
}

/* CALL(function, dims, other arguments): its results in `out`, n of them, with workspace.
 */
#define CALL(name, n, dims, ...)                     \
    do {                                             \
        void *work = malloc(name##_work dims + 1);   \
        int rc = work ? name(__VA_ARGS__, work) : 1; \
        show(#name, rc, n, out);                     \
        failed |= rc;                                \
        free(work);                                  \
    } while (0)

static REAL X[N * D], y[N], x[D], v[D], W[K * D], w[D], out[1 + K * D + D * D];
static int32_t c[N];

int main(void)
{
    int failed = 0;
    fill(N * D, X, 1);
    fill(N, y, 2);
    fill(D, x, 3);
    fill(D, v, 4);
    fill(K * D, W, 5);
    fill(D, w, 6);
    for (int i = 0; i < N; i++) {
        c[i] = i % K;
    }
    void *state = malloc(squares_state_size(N, D) + 1);
    if (!state) {
        return 1;
    }
    CALL(logistic_value, 1, (N, D), N, D, X, y, x, out);
    CALL(logistic_value_grad, 1 + D, (N, D), N, D, X, y, x, out, out + 1);
    CALL(logistic_hvp, D, (N, D), N, D, X, y, x, v, out);
    CALL(logistic_hessian, D * D, (N, D), N, D, X, y, x, out);
    CALL(squares_value_grad, 1 + D, (N, D), N, D, X, y, x, out, out + 1);
    CALL(squares_prepare, 1, (N, D), N, D, X, y, state);
    CALL(squares_value_grad_prepared, 1 + D, (N, D), N, D, state, x, out, out + 1);
    CALL(softmax_value_grad, 1 + K * D, (N, D, K), N, D, K, X, c, W, out, out + 1);
    CALL(scores_value, D, (N, D), N, D, X, x, out);
    CALL(scores_jvp, D, (N, D), N, D, X, x, v, out);
    CALL(scores_vjp, D, (N, D), N, D, X, x, w, out);
    CALL(scores_jacobian, D * D, (N, D), N, D, X, x, out);
    free(state);
    return failed != 0;
}
