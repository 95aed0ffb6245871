/* The smallest products: every kernel that this processor can run, for every size. */
#include "runtime_check.h"
#include "tiny.h"

#include <float.h>
#include <math.h>

enum { MOST = 17, PAD = 2, STRIDE = MOST + PAD, NUMBERS = MOST * STRIDE };

struct arrays {
    double A[NUMBERS], B[NUMBERS], C[NUMBERS], before[NUMBERS];
};

static void check_one(mdrt_tiny_product *f, struct arrays *x, int transb, int m, int n,
                      int k, double beta)
{
    const int ars = m % 2 ? STRIDE : 1, acs = m % 2 ? 1 : STRIDE;
    int wrong = 0;

    for (int i = 0; i < NUMBERS; i++) {
        x->C[i] = beta == 0 ? NAN : x->before[i];
    }
    f(m, n, -1.5, x->A, ars, acs, x->B, STRIDE, beta, x->C, STRIDE);
    for (int i = 0; i < MOST; i++) {
        for (int j = 0; j < STRIDE; j++) {
            const double is = x->C[i * STRIDE + j];
            const double was = beta == 0 ? NAN : x->before[i * STRIDE + j];
            double sum = 0;

            for (int l = 0; l < k && j < n; l++) {
                sum += x->A[i * ars + l * acs] *
                       x->B[transb ? j * STRIDE + l : l * STRIDE + j];
            }
            sum = -1.5 * sum + (beta == 0 ? 0 : beta * was);
            wrong += !check_near(is, i < m && j < n ? sum : was, 20 * DBL_EPSILON);
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

static void check_all(mdrt_tiny_product *const f[2][MDRT_TINY_K + 1])
{
    static struct arrays x;
    static const double beta[] = {0, 1, -0.5};
    uint32_t seed = 1;

    for (int i = 0; i < NUMBERS; i++) {
        x.A[i] = check_uniform(&seed);
        x.B[i] = check_uniform(&seed);
        x.before[i] = check_uniform(&seed);
    }
    for (int t = 0; t < 2 * MOST * 16 * MDRT_TINY_K * 3; t++) {
        const int transb = t % 2, m = t / 2 % MOST, n = t / 2 / MOST % 16 + 1;
        const int k = t / 2 / MOST / 16 % MDRT_TINY_K + 1;

        check_one(f[transb][k], &x, transb, m, n, k, beta[t / 2 / MOST / 16 / MDRT_TINY_K]);
    }
}

static void like_a_loop(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        check_all(mdrt_tiny_avx2);
    }
    if (__builtin_cpu_supports("avx512f")) {
        check_all(mdrt_tiny_avx512);
    }
#else
    CU_ASSERT_PTR_NULL(mdrt_tiny(false, 1));
#endif
}

int main(void)
{
    static const struct check_test tests[] = {{"like a loop", like_a_loop}, {NULL, NULL}};

    (void)check_all;
    return check_main("tiny products", tests);
}
