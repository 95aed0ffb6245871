/* Narrow products against a loop nest: every case of the choice, every width of a tile,
 * strides wider than the rows, NaN in C with beta 0, NaN and infinity in the factors. */
#include "../runtime/skinny.h"
#include "../runtime/skinny_isa.h"

#include <CUnit/Basic.h>
#include <math.h>
#include <stdlib.h>

enum { PAD = 3 };

static double uniform(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / (double)(1u << 24) - 0.5;
}

/* All of C, padding too, agrees with the loop nest for one product in both reals. */
static int agrees(int transa, int transb, int64_t m, int64_t n, int64_t k, double alpha,
                  double beta)
{
    const int64_t ra = transa ? k : m, lda = (transa ? m : k) + PAD;
    const int64_t rb = transb ? n : k, ldb = (transb ? k : n) + PAD, ldc = n + PAD;
    double *const A = malloc((size_t)(ra * lda) * sizeof *A);
    double *const B = malloc((size_t)(rb * ldb) * sizeof *B);
    double *const C = malloc((size_t)(m * ldc) * sizeof *C);
    double *const D = malloc((size_t)(m * ldc) * sizeof *D);
    float *const Af = malloc((size_t)(ra * lda) * sizeof *Af);
    float *const Bf = malloc((size_t)(rb * ldb) * sizeof *Bf);
    float *const Cf = malloc((size_t)(m * ldc) * sizeof *Cf);
    unsigned state = (unsigned)(m * 31 + n * 7 + k);
    int good = 1;

    for (int64_t i = 0; i < ra * lda; i++)
        Af[i] = (float)(A[i] = uniform(&state));
    for (int64_t i = 0; i < rb * ldb; i++)
        Bf[i] = (float)(B[i] = uniform(&state));
    for (int64_t i = 0; i < m * ldc; i++) {
        const int pad = i % ldc >= n;

        D[i] = uniform(&state);
        C[i] = beta == 0 && !pad ? (double)NAN : D[i];
        Cf[i] = (float)C[i];
    }
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < n; j++) {
            double s = 0;

            for (int64_t l = 0; l < k; l++)
                s += A[transa ? l * lda + i : i * lda + l] *
                     B[transb ? j * ldb + l : l * ldb + j];
            D[i * ldc + j] = alpha * s + (beta != 0 ? beta * D[i * ldc + j] : 0);
        }
    }
    if (mdrt_skinny(transa, transb, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc)) {
        for (int64_t i = 0; i < m * ldc; i++)
            good = good && fabs(C[i] - D[i]) <= 1e-13 * (double)(k + 1);
    }
    if (mdrt_skinnyf(transa, transb, m, n, k, (float)alpha, Af, lda, Bf, ldb, (float)beta,
                     Cf, ldc)) {
        for (int64_t i = 0; i < m * ldc; i++)
            good = good && fabs((double)Cf[i] - D[i]) <= 1e-6 * (double)(k + 1);
    }
    free(A);
    free(B);
    free(C);
    free(D);
    free(Af);
    free(Bf);
    free(Cf);
    if (!good)
        printf("trans %d %d, %ld x %ld x %ld, alpha %g, beta %g\n", transa, transb, (long)m,
               (long)n, (long)k, alpha, beta);
    return good;
}

static void every_small_size_agrees_with_the_loop_nest(void)
{
    for (int64_t m = 1; m <= 18; m++)
        for (int64_t n = 1; n <= 18; n++)
            for (int64_t k = 1; k <= 18; k += k < 4 ? 1 : 3)
                for (int t = 0; t < 4; t++)
                    CU_ASSERT_TRUE_FATAL(
                        agrees(t & 1, t >> 1, m, n, k, 1.5, k % 2 ? 0 : -1));
}

static void narrow_products_agree_with_the_loop_nest(void)
{
    static const int64_t wide[] = {33, 54, 100, 257, 784};
    static const int64_t rows[] = {5, 64, 129, 200};

    for (size_t w = 0; w < sizeof wide / sizeof wide[0]; w++) {
        for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
            for (int64_t K = 1; K <= 33; K += K < 12 ? 1 : 7) {
                const int64_t d = wide[w], n = rows[r];

                CU_ASSERT_TRUE_FATAL(agrees(0, 1, n, K, d, 1, 0));
                CU_ASSERT_TRUE_FATAL(agrees(0, 0, n, K, d, -2, 1));
                CU_ASSERT_TRUE_FATAL(agrees(1, 0, K, d, n, 1, 1));
                CU_ASSERT_TRUE_FATAL(agrees(1, 0, d, K, n, 0.5, 0.25));
                CU_ASSERT_TRUE_FATAL(agrees(0, 0, n, d, K, 1, 0));
                CU_ASSERT_TRUE_FATAL(agrees(0, 1, K, n, d, 1, 0.5));
            }
        }
    }
}

static void wide_products_are_left_to_the_blas(void)
{
    double x = 0;

    CU_ASSERT_EQUAL(mdrt_skinny(0, 0, 100, 100, 100, 1, &x, 100, &x, 100, 0, &x, 100), 0);
    CU_ASSERT_EQUAL(mdrt_skinny(1, 1, 100, 4, 100, 1, &x, 100, &x, 100, 0, &x, 4), 0);
    CU_ASSERT_EQUAL(mdrt_skinny(0, 0, 0, 4, 4, 1, &x, 4, &x, 4, 0, &x, 4), 0);
}

static void nan_and_infinity_propagate(void)
{
    enum { R = 40, D = 70, K = 5 };
    static double X[R * D], T[K * D], Z[R * K], P[R * K], G[K * D];

    for (int i = 0; i < R * D; i++)
        X[i] = 1;
    X[3 * D + 69] = (double)NAN;
    T[2 * D + 1] = (double)INFINITY;
    CU_ASSERT_EQUAL_FATAL(mdrt_skinny(0, 1, R, K, D, 1, X, D, T, D, 0, Z, K), 1);
    for (int i = 0; i < R; i++)
        for (int j = 0; j < K; j++)
            CU_ASSERT(i == 3   ? isnan(Z[i * K + j])
                      : j == 2 ? isinf(Z[i * K + j])
                               : Z[i * K + j] == 0);
    CU_ASSERT_EQUAL_FATAL(mdrt_skinny(0, 1, R, K, D, 0, X, D, T, D, 0, Z, K), 1);
    CU_ASSERT(isnan(Z[3 * K]));
    CU_ASSERT(isnan(Z[2]));
    CU_ASSERT_EQUAL_FATAL(mdrt_skinny(1, 0, K, D, R, 1, P, K, X, D, 0, G, D), 1);
    for (int j = 0; j < D; j++)
        CU_ASSERT(j == 69 ? isnan(G[j]) : G[j] == 0);
}

static void a_row_does_not_depend_on_the_rows_beside_it(void)
{
    enum { R = 37, D = 300, K = 10 };
    static double X[R * D], T[K * D], Z[R * K], one[K];
    unsigned state = 1;

    for (int i = 0; i < R * D; i++)
        X[i] = uniform(&state);
    for (int i = 0; i < K * D; i++)
        T[i] = uniform(&state);
    mdrt_skinny(0, 1, R, K, D, 1, X, D, T, D, 0, Z, K);
    for (int i = 0; i < R; i++) {
        mdrt_skinny(0, 1, 1, K, D, 1, X + i * D, D, T, D, 0, one, K);
        for (int j = 0; j < K; j++)
            CU_ASSERT_EQUAL(one[j], Z[i * K + j]);
    }
}

/* The product of any shape, on one instruction set, all transpositions; with `lower`, what
 * is on and below the diagonal. */
static void check_block(const struct mdrt_skinny_isa *isa, int lower, int ta, int tb, int m,
                        int n, int k)
{
    enum { MOST = 280000 };
    static double A[MOST], B[MOST], C[MOST];
    static float Af[MOST], Bf[MOST], Cf[MOST];
    const int lda = ta ? m : k, ldb = tb ? k : n;

    for (int i = 0; i < m * k; i++)
        Af[i] = (float)(A[i] = i * 7 % 11 - 5);
    for (int i = 0; i < n * k; i++)
        Bf[i] = (float)(B[i] = lower ? A[i] : i * 5 % 13 - 6);
    for (int i = 0; i < m * n; i++)
        Cf[i] = (float)(C[i] = i % n + i / n);
    isa->block(lower, ta, tb, m, n, k, 2, A, lda, B, ldb, 3, C, n);
    isa->blockf(lower, ta, tb, m, n, k, 2, Af, lda, Bf, ldb, 3, Cf, n);
    for (int i = 0; i < m; i++) {
        for (int j = 0; j < (lower ? i + 1 : n); j++) {
            double s = 3 * (i + j);

            for (int l = 0; l < k; l++)
                s += 2 * A[ta ? l * m + i : i * k + l] * B[tb ? j * k + l : l * n + j];
            CU_ASSERT_TRUE_FATAL(C[i * n + j] == s && (double)Cf[i * n + j] == s);
        }
    }
}

static void check_blocks(const struct mdrt_skinny_isa *isa)
{
    for (int t = 0; t < 4; t++) {
        for (int n = 1; n <= 50; n++)
            check_block(isa, 0, t & 1, t >> 1, 51 - n, n, 19);
        check_block(isa, 0, t & 1, t >> 1, 21, 150, 390);
        check_block(isa, 0, t & 1, t >> 1, 5, 1203, 7);
        check_block(isa, 0, t & 1, t >> 1, 301, 27, 390); /* columns of A, twice packed */
        check_block(isa, 0, t & 1, t >> 1, 19, 700, 390); /* panels of B */
        if (t == 1 || t == 2)
            check_block(isa, 1, t & 1, t >> 1, 343, 343, 200);
    }
}

/* Integers, so that every order of summation gives the same bits. */
static void check_loops(const struct mdrt_skinny_isa *isa)
{
    enum { M = 19, N = 71, K = 45 };
    static double A[M * K], B[N * K], Bt[K * N], C[M * N], D[M * N];
    static float Af[M * K], Bf[N * K], Btf[K * N], Cf[M * N], Df[M * N];

    check_blocks(isa);
    for (int i = 0; i < M * K; i++)
        Af[i] = (float)(A[i] = i * 7 % 11 - 5);
    for (int i = 0; i < N * K; i++) {
        Bf[i] = (float)(B[i] = i * 5 % 13 - 6);
        Bt[i % K * N + i / K] = B[i];
        Btf[i % K * N + i / K] = Bf[i];
    }
    for (int m = 1; m <= M; m++) {
        for (int n = 1; n <= N; n++) {
            isa->outer(m, n, K, 2, A, K, 1, Bt, N, 0, C, N);
            isa->dot(m, n, K, 2, A, K, B, K, 0, D, N, 1);
            isa->outerf(m, n, K, 2, Af, K, 1, Btf, N, 0, Cf, N);
            isa->dotf(m, n, K, 2, Af, K, Bf, K, 0, Df, N, 1);
            for (int i = 0; i < m * N; i++) {
                double s = 0;

                if (i % N >= n)
                    continue;
                for (int l = 0; l < K; l++)
                    s += 2 * A[i / N * K + l] * B[i % N * K + l];
                CU_ASSERT_TRUE_FATAL(C[i] == s && D[i] == s);
                CU_ASSERT_TRUE_FATAL((double)Cf[i] == s && (double)Df[i] == s);
            }
        }
    }
}

static void every_instruction_set_is_exact_on_integers(void)
{
    check_loops(&mdrt_skinny_base);
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        check_loops(&mdrt_skinny_avx2);
    if (__builtin_cpu_supports("avx512f"))
        check_loops(&mdrt_skinny_avx512);
#endif
}

#define ADD(test) CU_add_test(suite, #test, test)

int main(void)
{
    CU_pSuite suite;
    unsigned failures;

    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    suite = CU_add_suite("skinny", NULL, NULL);
    ADD(every_small_size_agrees_with_the_loop_nest);
    ADD(narrow_products_agree_with_the_loop_nest);
    ADD(every_instruction_set_is_exact_on_integers);
    ADD(wide_products_are_left_to_the_blas);
    ADD(nan_and_infinity_propagate);
    ADD(a_row_does_not_depend_on_the_rows_beside_it);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures != 0;
}
