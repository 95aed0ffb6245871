/* mdrt.h: the run-time library of code that mdgen generates; usable on its own.
 * SPDX-License-Identifier: MIT-0
 *
 * Every function exists twice, for double and for float; the float one has the suffix f, as
 * in <math.h>: mdrt_dot and mdrt_dotf. Below, T is the number type, and each section states
 * its functions once and declares both.
 *
 * Conventions
 *   - A matrix is row-major. Where a leading dimension is a parameter (lda, ldx ...) it is
 * the distance in elements between rows, at least max(1, columns); elsewhere a matrix is
 *     contiguous.
 *   - Sizes are int64_t. A size of 0 is legal everywhere: empty sums are 0, empty
 * products 1. A negative count does nothing.
 *   - Outputs overlap no input unless a function says so.
 *   - NaN and infinity in operands reach the result, or cause an error code; there is no
 *     coefficient (alpha = 0) that hides them. Only beta = 0 means "not read".
 *   - No allocation, no global state, no I/O. BLAS thread counts are never changed.
 *   - Workspace is passed in, as elements of T; a function NAME_work tells how many NAME
 * needs. It returns INT64_MIN if that number does not fit.
 *   - int results are MDRT_EOK or one of the codes below. On an error, outputs hold no
 *     plausible number.
 */
#ifndef MDRT_H
#define MDRT_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

/* NaN and infinity are how failure shows, and the order of sums is part of the result. */
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__)
#error \
    "mdrt.h needs NaN and infinity: compile without -Ofast, -ffast-math, -ffinite-math-only"
#endif

/* Version of this interface. Generated code refuses any other. */
#define MDRT_ABI 1

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Errors ---- */

enum {
    MDRT_EOK = 0,
    MDRT_ESIZE = 1,     /* a size is negative, or does not fit */
    MDRT_EPOSDEF = 2,   /* a matrix is not positive definite */
    MDRT_ESINGULAR = 3, /* a matrix is singular */
    MDRT_EDET = 4,      /* a determinant is not positive where its logarithm is wanted */
    MDRT_ELABEL = 5,    /* a class label is out of range */
    MDRT_EEMPTY = 6,    /* a maximum or minimum of nothing */
    MDRT_ECONVERGE = 7, /* an eigenvalue or singular value iteration did not converge */
    MDRT_ERANGE = 8     /* a slice is out of range */
};

/* An error code and the line of the spec that it belongs to, in one non-negative int.
 * Line 0 stands for none; a plain code is also such a pair. */
#define MDRT_ERROR(code, line) ((int)(code) + 16 * (int)((line)&0x7ffffff))
#define MDRT_CODE(rc) ((rc)&15)
#define MDRT_LINE(rc) ((rc) / 16)

/* What a code or a pair made by MDRT_ERROR means: static text, never NULL. */
const char *mdrt_strerror(int rc);

/* ---- Sizes ---- */

/* Counts of bytes: sums and products that stay at SIZE_MAX once they overflow. */
static inline size_t mdrt_add(size_t a, size_t b)
{
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

static inline size_t mdrt_mul(size_t a, size_t b)
{
    return b != 0 && a > SIZE_MAX / b ? SIZE_MAX : a * b;
}

/* count * size bytes, SIZE_MAX if count is negative or the product does not fit. */
static inline size_t mdrt_bytes(int64_t count, size_t size)
{
    if (count < 0 || (uint64_t)count > SIZE_MAX) {
        return SIZE_MAX;
    }
    return mdrt_mul((size_t)count, size);
}

/* Sizes and counts of elements: INT64_MIN, "not a size", on overflow and whenever an
 * operand is INT64_MIN. A polynomial in sizes built from these is a size if and only if it
 * is >= 0. */
static inline int64_t mdrt_iadd(int64_t a, int64_t b)
{
    if (a == INT64_MIN || b == INT64_MIN ||
        (b > 0 ? a > INT64_MAX - b : a < -INT64_MAX - b)) {
        return INT64_MIN;
    }
    return a + b;
}

static inline int64_t mdrt_imul(int64_t a, int64_t b)
{
    if (a == INT64_MIN || b == INT64_MIN ||
        (a != 0 && (b < 0 ? -b : b) > INT64_MAX / (a < 0 ? -a : a))) {
        return INT64_MIN;
    }
    return a * b;
}

static inline int64_t mdrt_imax(int64_t a, int64_t b)
{
    return a == INT64_MIN || (b != INT64_MIN && a > b) ? a : b;
}

/* ---- Which operand ---- */

/* The matrix itself, or its transpose. */
enum mdrt_trans { MDRT_N, MDRT_T };
/* The triangular matrix is the left, or the right factor. */
enum mdrt_side { MDRT_LEFT, MDRT_RIGHT };
/* The triangle that is read and written. */
enum mdrt_uplo { MDRT_LOWER, MDRT_UPPER };

/* Labels: 0, or MDRT_ELABEL unless 0 <= y[i] < K for all n. */
int mdrt_labels_check(int64_t n, const int32_t *y, int64_t K);

/* Each section below is a macro over the type T and the naming F, expanded twice. */
#define MDRT_NAME_DOUBLE(name) mdrt_##name
#define MDRT_NAME_FLOAT(name) mdrt_##name##f
#define MDRT_BOTH(section) section(double, MDRT_NAME_DOUBLE) section(float, MDRT_NAME_FLOAT)

/* ---- Loops of generated code ---- */

/* Before a function: gcc vectorises its loops at -O2 as it does at -O3. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__)
#define MDRT_VECTORISE __attribute__((optimize("vect-cost-model=dynamic")))
#else
#define MDRT_VECTORISE
#endif

/* Before a function of small fixed sizes, whose statements are written out one by one: gcc
 * does not put numbers that lie apart into one vector, which takes longer than it saves.
 * Where the processor may turn out to have fused multiplication and addition, the function
 * is also compiled for that, as NAME_fused; MDRT_FUSED picks at each call. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__)
#define MDRT_WRITTEN_OUT                                                                  \
    __attribute__((always_inline, optimize("fp-contract=fast", "vect-cost-model=dynamic", \
                                           "no-tree-slp-vectorize"))) inline
#define MDRT_FMA            \
    __attribute__((         \
        target("avx2,fma"), \
        optimize("fp-contract=fast", "vect-cost-model=dynamic", "no-tree-slp-vectorize")))
#elif defined(__clang__)
#define MDRT_WRITTEN_OUT __attribute__((always_inline)) inline
#define MDRT_FMA __attribute__((target("avx2,fma")))
#else
#define MDRT_WRITTEN_OUT
#endif
#if defined(__x86_64__) && defined(MDRT_FMA) && !defined(__FMA__)
#define MDRT_HAS_FMA 1
#define MDRT_FUSED(name)                                                            \
    (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? name##_fused \
                                                                     : name##_compute)
#else
#define MDRT_HAS_FMA 0
#define MDRT_FUSED(name) name##_compute
#endif

/* Before a piece of a long function: put together again, the pieces would take as long to
 * compile as the function in one. */
#if defined(__GNUC__)
#define MDRT_NOINLINE __attribute__((noinline))
#else
#define MDRT_NOINLINE
#endif

/* ---- Blocks of rows ---- */

/* How many of n rows to go through at a time, so that `width` numbers a row stay in the
 * second-level cache: a multiple of 8 between 32 and 2048, more where each block adds to
 * `kept` numbers (up to 512 rows then), n if that is less; at least 1. */
static inline int64_t mdrt_block_rows(int64_t n, int64_t width, int64_t kept)
{
    int64_t rows = width > 0 ? 32768 / width / 8 * 8 : 2048;
    int64_t least = kept / 160 / 8 * 8;
    least = least < 32 ? 32 : least > 512 ? 512 : least;
    rows = rows < least ? least : rows > 2048 ? 2048 : rows;
    rows = rows < n ? rows : n;
    return rows > 1 ? rows : 1;
}

/* Into how many parts the rows are cut, each with `kept` numbers of results of its own: 8
 * where there are more than 4 blocks and adding up the results is little work next to the
 * rows, else 1; it depends on sizes alone. Part p has the rows from
 * mdrt_part_begin(..., p) to mdrt_part_begin(..., p + 1). */
static inline int64_t mdrt_parts(int64_t n, int64_t block, int64_t kept)
{
    return n / block > 4 && n > kept / 64 ? 8 : 1;
}

static inline int64_t mdrt_part_begin(int64_t n, int64_t block, int64_t parts, int64_t part)
{
    int64_t blocks = n / block + (n % block != 0);
    int64_t row = (blocks / parts * part + blocks % parts * part / parts) * block;
    return row < n ? row : n;
}

/* ---- Vectors ---- */
/* Contiguous, n elements. Sums run over several accumulators in a fixed order: the result
 * depends on the data alone, not on alignment or threads.
 *
 *   mdrt_fill(n, a, x)      x_i = a
 *   mdrt_nan(n, x)          x_i = NaN; nothing is done where x is NULL, or n elements
 *                           are more than any array has
 *   mdrt_copy(n, x, y)      y_i = x_i
 *   mdrt_axpy(n, a, x, y)   y_i += a x_i
 *   mdrt_scal(n, a, x)      x_i *= a
 *   mdrt_dot(n, x, y)       sum_i x_i y_i; x = y allowed
 *   mdrt_sum(n, x)          sum_i x_i
 *   mdrt_sumsq(n, x)        sum_i x_i^2
 *   mdrt_asum(n, x)         sum_i |x_i|
 *   mdrt_nrm2(n, x)         sqrt(sum_i x_i^2), neither overflows nor underflows on the way
 *   mdrt_amax(n, x)         max_i |x_i|, 0 for n = 0; NaN if any x_i is
 *   mdrt_max(n, x)          max_i x_i, n > 0; NaN if any x_i is
 *   mdrt_min(n, x)          min_i x_i, n > 0; NaN if any x_i is
 *   mdrt_prod(n, x)         prod_i x_i
 */
#define MDRT_SECTION(T, F)                          \
    void F(fill)(int64_t n, T a, T * x);            \
    void F(nan)(int64_t n, T * x);                  \
    void F(copy)(int64_t n, const T *x, T *y);      \
    void F(axpy)(int64_t n, T a, const T *x, T *y); \
    void F(scal)(int64_t n, T a, T * x);            \
    T F(dot)(int64_t n, const T *x, const T *y);    \
    T F(sum)(int64_t n, const T *x);                \
    T F(sumsq)(int64_t n, const T *x);              \
    T F(asum)(int64_t n, const T *x);               \
    T F(nrm2)(int64_t n, const T *x);               \
    T F(amax)(int64_t n, const T *x);               \
    T F(max)(int64_t n, const T *x);                \
    T F(min)(int64_t n, const T *x);                \
    T F(prod)(int64_t n, const T *x);
MDRT_BOTH(MDRT_SECTION)
#undef MDRT_SECTION

/* ---- Products ---- */
/* op(A) is A for MDRT_N, A' for MDRT_T. With beta = 0 the old content of the output is not
 * read. Sizes are not limited by the BLAS's int.
 *
 *   mdrt_gemv(trans, m, n, alpha, A, lda, x, beta, y)
 *       A is stored m x n.
 *       N: y (m) = alpha A x + beta y.  T: y (n) = alpha A' x + beta y.
 *   mdrt_ger(m, n, alpha, x, y, A, lda)
 *       A (m x n) += alpha x y'
 *   mdrt_gemm(transa, transb, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc)
 *       C (m x n) = alpha op(A) op(B) + beta C; op(A) is m x k, op(B) k x n
 *   mdrt_syrk(trans, n, k, alpha, A, lda, beta, C, ldc)
 *       N: A is n x k, C (n x n) = alpha A A' + beta C.
 *       T: A is k x n, C (n x n) = alpha A' A + beta C.
 *       Both triangles are written, equal to each other. Unless beta = 0, C is symmetric.
 *   mdrt_gemmt(transa, transb, n, k, alpha, A, lda, B, ldb, beta, C, ldc)
 *       mdrt_gemm with m = n, where op(A) op(B) is known to be symmetric, and C too unless
 *       beta = 0: half the work. Both triangles are written, equal to each other.
 *   mdrt_gemm_block, mdrt_syrk_block, mdrt_gemmt_block
 *       the same products, for calls from a thread among others: the calling thread alone
 *       does all, whatever the BLAS's number of threads, and the bits of the result do not
 *       depend on that number. They use up to 256 KiB of stack.
 *   mdrt_gemm_batch(batch, transa, transb, m, n, k, alpha, A, stridea, B, strideb, beta,
 *                   C, stridec)
 *       batch products of contiguous matrices, strides in elements from one to the next;
 *       stridea or strideb may be 0: the same matrix in all of them
 *   mdrt_transpose(m, n, A, B)
 *       B (n x m) = A', A is m x n, both contiguous
 */
#define MDRT_SECTION(T, F)                                                                 \
    void F(gemv)(enum mdrt_trans trans, int64_t m, int64_t n, T alpha, const T *A,         \
                 int64_t lda, const T *x, T beta, T *y);                                   \
    void F(ger)(int64_t m, int64_t n, T alpha, const T *x, const T *y, T *A, int64_t lda); \
    void F(gemm)(enum mdrt_trans transa, enum mdrt_trans transb, int64_t m, int64_t n,     \
                 int64_t k, T alpha, const T *A, int64_t lda, const T *B, int64_t ldb,     \
                 T beta, T *C, int64_t ldc);                                               \
    void F(syrk)(enum mdrt_trans trans, int64_t n, int64_t k, T alpha, const T *A,         \
                 int64_t lda, T beta, T *C, int64_t ldc);                                  \
    void F(gemmt)(enum mdrt_trans transa, enum mdrt_trans transb, int64_t n, int64_t k,    \
                  T alpha, const T *A, int64_t lda, const T *B, int64_t ldb, T beta, T *C, \
                  int64_t ldc);                                                            \
    void F(gemm_block)(enum mdrt_trans transa, enum mdrt_trans transb, int64_t m,          \
                       int64_t n, int64_t k, T alpha, const T *A, int64_t lda, const T *B, \
                       int64_t ldb, T beta, T *C, int64_t ldc);                            \
    void F(syrk_block)(enum mdrt_trans trans, int64_t n, int64_t k, T alpha, const T *A,   \
                       int64_t lda, T beta, T *C, int64_t ldc);                            \
    void F(gemmt_block)(enum mdrt_trans transa, enum mdrt_trans transb, int64_t n,         \
                        int64_t k, T alpha, const T *A, int64_t lda, const T *B,           \
                        int64_t ldb, T beta, T *C, int64_t ldc);                           \
    void F(gemm_batch)(int64_t batch, enum mdrt_trans transa, enum mdrt_trans transb,      \
                       int64_t m, int64_t n, int64_t k, T alpha, const T *A,               \
                       int64_t stridea, const T *B, int64_t strideb, T beta, T *C,         \
                       int64_t stridec);                                                   \
    void F(transpose)(int64_t m, int64_t n, const T *A, T *B);
MDRT_BOTH(MDRT_SECTION)
#undef MDRT_SECTION

/* ---- Factorisations ---- */
/* Square matrices are n x n and contiguous unless a leading dimension is given. Each int
 * result may also be MDRT_ESIZE, when a size does not fit the int of LAPACK.
 *
 * Cholesky, (A + A')/2 = L L':
 *   mdrt_chol(n, A, L)
 *       L lower, zeros above. MDRT_EPOSDEF, also for NaN: L is NaN then. L = A allowed.
 *   mdrt_chol_solve(n, p, L, B)
 *       B (n x p) := (L L')^-1 B
 *   mdrt_chol_solve_rows(n, p, L, B)
 *       B (p x n) := B (L L')^-1
 *   mdrt_chol_solve_rows_block(n, p, L, B)
 *       the same, for calls from a thread among others: see mdrt_gemm_block.
 *       MDRT_ESINGULAR if a diagonal element of L is 0: B is NaN then.
 *   mdrt_posv_rows(n, p, A, L, B)
 *       B (p x n) := B A^-1, as mdrt_chol and mdrt_chol_solve_rows would. L has n n
 * elements to work in; what they are then is left open. mdrt_chol_inv(n, L, X) X = (L
 * L')^-1, both triangles. X = L allowed. mdrt_chol_logdet(n, L) log det L L' = 2 sum_i log
 * L_ii
 *
 * LU with partial pivoting, piv has n elements:
 *   mdrt_lu(n, A, LU, piv)
 *       MDRT_ESINGULAR if a pivot is exactly 0: LU is NaN then. NaN or infinity in A:
 *       MDRT_EOK, and LU is NaN. LU = A allowed.
 *   mdrt_lu_solve(trans, n, p, LU, piv, B)
 *       B (n x p) := op(A)^-1 B
 *   mdrt_lu_inv(n, LU, piv, X, work)
 *       X = A^-1. X = LU allowed.
 *   mdrt_lu_det(n, LU, piv)
 *       det A; does not overflow on the way
 *   mdrt_lu_logdet(n, LU, piv, out)
 *       *out = log det A. MDRT_EDET if det A <= 0: *out is NaN then.
 *   mdrt_det(n, A, LU, piv)
 *       det A, 0 if A is singular; LU is scratch, n x n. LU = A allowed.
 *
 * Triangular matrices; only the named triangle is read:
 *   mdrt_trsm(side, uplo, trans, m, n, alpha, A, lda, B, ldb)
 *       B (m x n) := alpha op(A)^-1 B (left, A is m x m) or alpha B op(A)^-1 (right, A is
 *       n x n). MDRT_ESINGULAR if a diagonal element is 0: B is NaN then.
 *   mdrt_tri_inv(uplo, n, A, X)
 *       X = inverse of the triangle, zeros in the other one. MDRT_ESINGULAR: X is NaN then.
 *       X = A allowed.
 *
 * Others:
 *   mdrt_qr_factor(m, n, A, work)
 *       the first n rows of A (m x n, m >= n) := R, upper triangular, of A = Q R; the other
 *       rows are left with anything. NaN and infinity in A give NaN.
 *   mdrt_logprod(n, d, out)
 *       *out = log prod_i d_i. MDRT_EDET if the product is <= 0: *out is NaN then.
 *   mdrt_adj(n, A, X, work)
 *       X = adjugate, A adj(A) = det(A) I; also of a singular matrix. MDRT_ECONVERGE.
 *   mdrt_adj_diff(n, count, A, E, X, work)
 *       X_k = d/dt adj(A + t E_k) at t = 0, for `count` directions E_k, one after the
 * other; adj is a polynomial, so everywhere. MDRT_ECONVERGE: X is NaN then.
 *   mdrt_adj_diff2(n, count, A, E, D, X, work)
 *       X_k = d^2/ds dt adj(A + s E + t D_k) at s = t = 0, likewise.
 *   mdrt_eigh(n, A, w, V, work)
 *       eigenvalues w of (A + A')/2, ascending, and eigenvectors: column k of V, that is
 *       V[i*n + k], belongs to w[k]. V may be NULL. V = A allowed. MDRT_ECONVERGE, also
 *       for NaN or infinity in A: outputs are NaN then.
 *   mdrt_svd(m, n, A, s, U, V, work)
 *       A (m x n) = U diag(s) V', k = min(m, n), s (k) descending, U m x k, V n x k; U
 *       and V may both be NULL. MDRT_ECONVERGE as above.
 *   mdrt_expm(n, A, X, work)
 *       X = exp(A), by scaling and squaring of Pade approximants (N. Higham, SIAM J.
 *       Matrix Anal. Appl. 26, 1179, 2005). NaN or infinity in A: X is NaN.
 *   mdrt_expm_frechet(n, A, E, L, work)
 *       L = d/dt exp(A + t E) at t = 0
 *   mdrt_expm_frechet2(n, A, E, D, L, work)
 *       L = d^2/ds dt exp(A + s E + t D) at s = t = 0
 */
#define MDRT_SECTION(T, F)                                                               \
    int F(chol)(int64_t n, const T *A, T *L);                                            \
    int F(chol_solve)(int64_t n, int64_t p, const T *L, T *B);                           \
    int F(chol_solve_rows)(int64_t n, int64_t p, const T *L, T *B);                      \
    int F(chol_solve_rows_block)(int64_t n, int64_t p, const T *L, T *B);                \
    int F(posv_rows)(int64_t n, int64_t p, const T *A, T *L, T *B);                      \
    int F(chol_inv)(int64_t n, const T *L, T *X);                                        \
    T F(chol_logdet)(int64_t n, const T *L);                                             \
    int F(lu)(int64_t n, const T *A, T *LU, int32_t *piv);                               \
    int F(lu_solve)(enum mdrt_trans trans, int64_t n, int64_t p, const T *LU,            \
                    const int32_t *piv, T *B);                                           \
    int64_t F(lu_inv_work)(int64_t n);                                                   \
    int F(lu_inv)(int64_t n, const T *LU, const int32_t *piv, T *X, T *work);            \
    T F(lu_det)(int64_t n, const T *LU, const int32_t *piv);                             \
    int F(lu_logdet)(int64_t n, const T *LU, const int32_t *piv, T *out);                \
    T F(det)(int64_t n, const T *A, T *LU, int32_t *piv);                                \
    int F(trsm)(enum mdrt_side side, enum mdrt_uplo uplo, enum mdrt_trans trans,         \
                int64_t m, int64_t n, T alpha, const T *A, int64_t lda, T *B,            \
                int64_t ldb);                                                            \
    int F(tri_inv)(enum mdrt_uplo uplo, int64_t n, const T *A, T *X);                    \
    int64_t F(qr_work)(int64_t m, int64_t n);                                            \
    int F(qr_factor)(int64_t m, int64_t n, T * A, T * work);                             \
    int F(logprod)(int64_t n, const T *d, T *out);                                       \
    int64_t F(adj_work)(int64_t n);                                                      \
    int F(adj)(int64_t n, const T *A, T *X, T *work);                                    \
    int64_t F(adj_diff_work)(int64_t n);                                                 \
    int F(adj_diff)(int64_t n, int64_t count, const T *A, const T *E, T *X, T *work);    \
    int64_t F(adj_diff2_work)(int64_t n);                                                \
    int F(adj_diff2)(int64_t n, int64_t count, const T *A, const T *E, const T *D, T *X, \
                     T *work);                                                           \
    int64_t F(eigh_work)(int64_t n);                                                     \
    int F(eigh)(int64_t n, const T *A, T *w, T *V, T *work);                             \
    int64_t F(svd_work)(int64_t m, int64_t n);                                           \
    int F(svd)(int64_t m, int64_t n, const T *A, T *s, T *U, T *V, T *work);             \
    int64_t F(expm_work)(int64_t n);                                                     \
    int F(expm)(int64_t n, const T *A, T *X, T *work);                                   \
    int64_t F(expm_frechet_work)(int64_t n);                                             \
    int F(expm_frechet)(int64_t n, const T *A, const T *E, T *L, T *work);               \
    int64_t F(expm_frechet2_work)(int64_t n);                                            \
    int F(expm_frechet2)(int64_t n, const T *A, const T *E, const T *D, T *L, T *work);
MDRT_BOTH(MDRT_SECTION)
#undef MDRT_SECTION

/* ---- Rows and scans ---- */
/*
 *   mdrt_lse_rows(m, n, X, ldx, out)
 *       out_i = log sum_j exp X_ij, shifted by the row's maximum. A row of -inf, or without
 *       elements, gives -inf; one that has +inf gives +inf; NaN gives NaN.
 *   mdrt_softmax_rows(m, n, X, ldx, P, ldp, lse)
 *       P_ij = exp(X_ij - lse_i) and lse_i as above, with one exp for each element; a row
 *       without finite maximum gives NaN in P. P or lse may be NULL. P = X allowed.
 *   mdrt_cumsum(outer, n, inner, reverse, x, y)
 *       x and y are outer x n x inner: running sums over the middle index, from its end if
 *       reverse is nonzero. y = x allowed.
 *   mdrt_loo_prod(n, x, incx, y, incy)
 *       y_i = prod_{j != i} x_j by products from both ends: exact also where some x are 0.
 *       Element i is x[i * incx], y[i * incy].
 *   mdrt_loo_prod_diff(n, x, v, y)
 *       y_i = sum_{j != i} v_j prod_{k != i, j} x_k, the derivative of loo_prod in the
 *       direction v, in O(n). Contiguous.
 */
#define MDRT_SECTION(T, F)                                                                 \
    void F(lse_rows)(int64_t m, int64_t n, const T *X, int64_t ldx, T *out);               \
    void F(softmax_rows)(int64_t m, int64_t n, const T *X, int64_t ldx, T *P, int64_t ldp, \
                         T *lse);                                                          \
    void F(cumsum)(int64_t outer, int64_t n, int64_t inner, int reverse, const T *x,       \
                   T *y);                                                                  \
    void F(loo_prod)(int64_t n, const T *x, int64_t incx, T *y, int64_t incy);             \
    void F(loo_prod_diff)(int64_t n, const T *x, const T *v, T *y);
MDRT_BOTH(MDRT_SECTION)
#undef MDRT_SECTION

/* ---- Functions of one number that <math.h> lacks ---- */
/* Within a few ulp over the whole range; NaN gives NaN.
 *
 *   mdrt_sigmoid(x)      1 / (1 + exp(-x))
 *   mdrt_log_sigmoid(x)  log sigmoid(x) = -softplus(-x)
 *   mdrt_softplus(x)     log(1 + exp(x))
 *   mdrt_logaddexp(x, y) log(exp(x) + exp(y))
 *   mdrt_log_cosh(x)     log cosh(x)
 *   mdrt_gelu(x)         x normcdf(x), -0 at -inf
 *   mdrt_silu(x)         x sigmoid(x), -0 at -inf
 *   mdrt_elu(x)          x for x > 0, exp(x) - 1 else
 *   mdrt_phi(x)          exp(-x^2/2) / sqrt(2 pi), the standard normal density
 *   mdrt_normcdf(x)      its integral, erfc(-x / sqrt 2) / 2
 *   mdrt_gauss(x)        exp(-x^2)
 *   mdrt_sech2(x)        1 / cosh(x)^2 = 1 - tanh(x)^2, the derivative of tanh
 *   mdrt_lgamma(x)       log |Gamma(x)|; writes no signgam
 *   mdrt_digamma(x)      psi = lgamma'; NaN at negative integers, -inf at 0
 *   mdrt_trigamma(x)     psi'; +inf at 0 and at negative integers
 *   mdrt_polygamma2(x)   psi''; -inf at 0, NaN at negative integers
 *   mdrt_xlogy(x, y)     x log y, 0 for x = 0 unless y is NaN
 *   mdrt_pow(x, y)       pow of <math.h>
 *   mdrt_relu(x)         max(x, 0)
 *   mdrt_step(x)         1 for x > 0, else 0
 *   mdrt_heaviside(x)    1 for x > 0, 1/2 at 0, else 0
 *   mdrt_sign(x)         -1, 0 or 1
 *   mdrt_square(x)       x^2
 *   mdrt_recip0(x)       1 / x, 0 at 0
 *   mdrt_log0(x)         log x, 0 at 0
 *   mdrt_elu_slope(x)    1 for x > 0, exp(x) else: the derivative of elu
 *   mdrt_huber(r, d)     r^2/2 for |r| <= d, d (|r| - d/2) else (Huber 1964)
 *   mdrt_huber_slope(r, d)  r for |r| <= d, else d sign(r)
 *   mdrt_maximum(x, y), mdrt_minimum(x, y)   NaN if either is
 */
#define MDRT_SECTION(T, F)                               \
    T F(sigmoid)(T x);                                   \
    T F(log_sigmoid)(T x);                               \
    T F(softplus)(T x);                                  \
    T F(logaddexp)(T x, T y);                            \
    T F(log_cosh)(T x);                                  \
    T F(gelu)(T x);                                      \
    T F(silu)(T x);                                      \
    T F(elu)(T x);                                       \
    T F(phi)(T x);                                       \
    T F(gauss)(T x);                                     \
    T F(sech2)(T x);                                     \
    T F(normcdf)(T x);                                   \
    T F(lgamma)(T x);                                    \
    T F(digamma)(T x);                                   \
    T F(trigamma)(T x);                                  \
    T F(polygamma2)(T x);                                \
    T F(log0)(T x);                                      \
    T F(elu_slope)(T x);                                 \
    T F(huber)(T r, T d);                                \
    T F(huber_slope)(T r, T d);                          \
    T F(xlogy)(T x, T y);                                \
    T F(pow)(T x, T y);                                  \
    static inline T F(relu)(T x)                         \
    {                                                    \
        return x < 0 ? (T)0 : x;                         \
    }                                                    \
    static inline T F(step)(T x)                         \
    {                                                    \
        return x > 0 ? (T)1 : x <= 0 ? (T)0 : x;         \
    }                                                    \
    static inline T F(heaviside)(T x)                    \
    {                                                    \
        return x > 0 ? (T)1 : x < 0 ? (T)0 : x + (T)0.5; \
    }                                                    \
    static inline T F(sign)(T x)                         \
    {                                                    \
        return x > 0 ? (T)1 : x < 0 ? (T)-1 : x;         \
    }                                                    \
    static inline T F(square)(T x)                       \
    {                                                    \
        return x * x;                                    \
    }                                                    \
    static inline T F(recip0)(T x)                       \
    {                                                    \
        return x < 0 || x > 0 ? 1 / x : x;               \
    }                                                    \
    static inline T F(maximum)(T x, T y)                 \
    {                                                    \
        return x > y ? x : y >= x ? y : x + y;           \
    }                                                    \
    static inline T F(minimum)(T x, T y)                 \
    {                                                    \
        return x < y ? x : y <= x ? y : x + y;           \
    }
MDRT_BOTH(MDRT_SECTION)
#undef MDRT_SECTION

/* ---- Functions over arrays ---- */
/*
 *   mdrt_vNAME(n, x, y)     y_i = NAME(x_i), n elements, contiguous; y = x allowed.
 * The functions are those of <math.h> and of the section above; recip is 1 / x.
 *   mdrt_vsoftplus_sigmoid(n, x, y, s)
 *       y_i = softplus(x_i) and s_i = sigmoid(x_i), with the bits of each alone, from one
 *       exponential. y or s may be NULL; y = x or s = x allowed.
 */
#define MDRT_VECTOR(T, F, name) void F(v##name)(int64_t n, const T *x, T *y);
#define MDRT_SECTION(T, F)         \
    MDRT_VECTOR(T, F, exp)         \
    MDRT_VECTOR(T, F, expm1)       \
    MDRT_VECTOR(T, F, log)         \
    MDRT_VECTOR(T, F, log1p)       \
    MDRT_VECTOR(T, F, sqrt)        \
    MDRT_VECTOR(T, F, sin)         \
    MDRT_VECTOR(T, F, cos)         \
    MDRT_VECTOR(T, F, tan)         \
    MDRT_VECTOR(T, F, sinh)        \
    MDRT_VECTOR(T, F, cosh)        \
    MDRT_VECTOR(T, F, tanh)        \
    MDRT_VECTOR(T, F, asin)        \
    MDRT_VECTOR(T, F, acos)        \
    MDRT_VECTOR(T, F, atan)        \
    MDRT_VECTOR(T, F, asinh)       \
    MDRT_VECTOR(T, F, acosh)       \
    MDRT_VECTOR(T, F, atanh)       \
    MDRT_VECTOR(T, F, erf)         \
    MDRT_VECTOR(T, F, erfc)        \
    MDRT_VECTOR(T, F, sigmoid)     \
    MDRT_VECTOR(T, F, log_sigmoid) \
    MDRT_VECTOR(T, F, softplus)    \
    MDRT_VECTOR(T, F, gelu)        \
    MDRT_VECTOR(T, F, silu)        \
    MDRT_VECTOR(T, F, elu)         \
    MDRT_VECTOR(T, F, phi)         \
    MDRT_VECTOR(T, F, gauss)       \
    MDRT_VECTOR(T, F, sech2)       \
    MDRT_VECTOR(T, F, normcdf)     \
    MDRT_VECTOR(T, F, lgamma)      \
    MDRT_VECTOR(T, F, digamma)     \
    MDRT_VECTOR(T, F, trigamma)    \
    MDRT_VECTOR(T, F, recip)       \
    void F(vsoftplus_sigmoid)(int64_t n, const T *x, T *y, T *s);
MDRT_BOTH(MDRT_SECTION)
#undef MDRT_SECTION
#undef MDRT_VECTOR
#undef MDRT_BOTH
#undef MDRT_NAME_FLOAT
#undef MDRT_NAME_DOUBLE

#ifdef __cplusplus
}
#endif

#endif
