/* Made by mdgen 0.1.0 from row_beyond_the_last.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * row_beyond_the_last
 *     value = max(A) + B[k, :] 1 + A[m, :] 1
 *     grad_A = [A = max(A)] / (1' [A = max(A)] 1) + e_m 1'
 *     grad_B = e_k 1'
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from row_beyond_the_last.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t row_beyond_the_last_value_work(int64_t m, int64_t n, int64_t k);
int row_beyond_the_last_value(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, double *value, void *work);
size_t row_beyond_the_last_grad_work(int64_t m, int64_t n, int64_t k);
int row_beyond_the_last_grad(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, double *grad_A, double *grad_B, void *work);
size_t row_beyond_the_last_value_grad_work(int64_t m, int64_t n, int64_t k);
int row_beyond_the_last_value_grad(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, double *value, double *grad_A, double *grad_B, void *work);
size_t row_beyond_the_last_jvp_work(int64_t m, int64_t n, int64_t k);
int row_beyond_the_last_jvp(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, const double *v_A, const double *v_B, double *dvalue, void *work);
size_t row_beyond_the_last_hvp_work(int64_t m, int64_t n, int64_t k);
int row_beyond_the_last_hvp(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, const double *v_A, const double *v_B, double *hv_A, double *hv_B,
    void *work);

/* Bytes of workspace for row_beyond_the_last_value; SIZE_MAX if they do not fit. */
size_t row_beyond_the_last_value_work(int64_t m, int64_t n, int64_t k)
{
    (void)m;
    (void)n;
    (void)k;
    return 0;
}

MDRT_VECTORISE
static int row_beyond_the_last_value_compute(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, double *value, void *work)
{
    double sum_t = 0.0;
    double max_A = 0.0;
    double sum_t_ = 0.0;

    (void)work;
    /* row_beyond_the_last.lua:7  sum_t = B[k, :] 1 */
    sum_t = mdrt_sum(k, B + k * k - k);
    /* row_beyond_the_last.lua:7  max_A = max(A) */
    max_A = mdrt_max(m * n, A);
    /* row_beyond_the_last.lua:7  sum_t_ = A[m, :] 1 */
    sum_t_ = mdrt_sum(n, A + m * n - n);
    /* row_beyond_the_last.lua:7  value = sum_t + max_A + sum_t_ */
    *value = sum_t + max_A + sum_t_;
    return MDRT_EOK;
}

/* The value.
 *   m          size, >= 0
 *   n          size, >= 0
 *   k          size, >= 0
 *   A          m x n, row-major
 *   B          (k + 1) x k, row-major
 *   value      out, 1 element; NULL: left out
 *   work       row_beyond_the_last_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int row_beyond_the_last_value(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || k < 0 || row_beyond_the_last_value_work(m, n, k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_iadd(mdrt_imul(k, k), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (k - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else if (m == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (n == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else if (value != NULL) {
        rc = row_beyond_the_last_value_compute(m, n, k, A, B, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for row_beyond_the_last_grad; SIZE_MAX if they do not fit. */
size_t row_beyond_the_last_grad_work(int64_t m, int64_t n, int64_t k)
{
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0 || k < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(m, n), sizeof(double))); /* eq */
    return bytes;
}

MDRT_VECTORISE
static int row_beyond_the_last_grad_compute(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, double *grad_A, double *grad_B, void *work)
{
    double *const eq = (double *)work;
    double max_A = 0.0;
    double sum_eq = 0.0;
    double recip_sum_eq = 0.0;

    (void)B;
    if (grad_A != NULL) {
        /* row_beyond_the_last.lua:7  max_A = max(A) */
        max_A = mdrt_max(m * n, A);
        /* row_beyond_the_last.lua:7  eq = [A = max_A] */
        for (int64_t i = 0; i < m * n; i++) {
            eq[i] = (A[i] == max_A ? 1.0 : 0.0);
        }
        /* row_beyond_the_last.lua:7  sum_eq = 1' eq 1 */
        sum_eq = mdrt_sum(m * n, eq);
        /* row_beyond_the_last.lua:7  recip_sum_eq = 1 / sum_eq */
        recip_sum_eq = 1.0 / sum_eq;
        /* row_beyond_the_last.lua:7  grad_A = e_m 1' + recip_sum_eq eq */
        for (int64_t i = 0; i < m; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_A[i * n + j] = (i >= (m - 1) && i < m ? 1.0 : 0.0) + eq[i * n + j] * recip_sum_eq;
            }
        }
    }
    if (grad_B != NULL) {
        /* row_beyond_the_last.lua:7  grad_B = e_k 1' */
        for (int64_t i = 0; i < (k + 1); i++) {
            for (int64_t j = 0; j < k; j++) {
                grad_B[i * k + j] = (i >= (k - 1) && i < k ? 1.0 : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   m          size, >= 0
 *   n          size, >= 0
 *   k          size, >= 0
 *   A          m x n, row-major
 *   B          (k + 1) x k, row-major
 *   grad_A     out, m x n, row-major; NULL: left out
 *   grad_B     out, (k + 1) x k, row-major; NULL: left out
 *   work       row_beyond_the_last_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int row_beyond_the_last_grad(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, double *grad_A, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || k < 0 || row_beyond_the_last_grad_work(m, n, k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_iadd(mdrt_imul(k, k), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_iadd(mdrt_imul(k, k), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (k - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else if (m == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (n == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else {
        rc = row_beyond_the_last_grad_compute(m, n, k, A, B, grad_A, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(m, n), grad_A);
        mdrt_nan(mdrt_iadd(mdrt_imul(k, k), k), grad_B);
    }
    return rc;
}

/* Bytes of workspace for row_beyond_the_last_value_grad; SIZE_MAX if they do not fit. */
size_t row_beyond_the_last_value_grad_work(int64_t m, int64_t n, int64_t k)
{
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0 || k < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(m, n), sizeof(double))); /* eq */
    return bytes;
}

MDRT_VECTORISE
static int row_beyond_the_last_value_grad_compute(int64_t m, int64_t n, int64_t k,
    const double *A, const double *B, double *value, double *grad_A, double *grad_B,
    void *work)
{
    double *const eq = (double *)work;
    double sum_t = 0.0;
    double max_A = 0.0;
    double sum_t_ = 0.0;
    double sum_eq = 0.0;
    double recip_sum_eq = 0.0;

    if (value != NULL) {
        /* row_beyond_the_last.lua:7  sum_t = B[k, :] 1 */
        sum_t = mdrt_sum(k, B + k * k - k);
    }
    if (value != NULL || grad_A != NULL) {
        /* row_beyond_the_last.lua:7  max_A = max(A) */
        max_A = mdrt_max(m * n, A);
    }
    if (value != NULL) {
        /* row_beyond_the_last.lua:7  sum_t_ = A[m, :] 1 */
        sum_t_ = mdrt_sum(n, A + m * n - n);
        /* row_beyond_the_last.lua:7  value = sum_t + max_A + sum_t_ */
        *value = sum_t + max_A + sum_t_;
    }
    if (grad_A != NULL) {
        /* row_beyond_the_last.lua:7  eq = [A = max_A] */
        for (int64_t i = 0; i < m * n; i++) {
            eq[i] = (A[i] == max_A ? 1.0 : 0.0);
        }
        /* row_beyond_the_last.lua:7  sum_eq = 1' eq 1 */
        sum_eq = mdrt_sum(m * n, eq);
        /* row_beyond_the_last.lua:7  recip_sum_eq = 1 / sum_eq */
        recip_sum_eq = 1.0 / sum_eq;
        /* row_beyond_the_last.lua:7  grad_A = e_m 1' + recip_sum_eq eq */
        for (int64_t i = 0; i < m; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_A[i * n + j] = (i >= (m - 1) && i < m ? 1.0 : 0.0) + eq[i * n + j] * recip_sum_eq;
            }
        }
    }
    if (grad_B != NULL) {
        /* row_beyond_the_last.lua:7  grad_B = e_k 1' */
        for (int64_t i = 0; i < (k + 1); i++) {
            for (int64_t j = 0; j < k; j++) {
                grad_B[i * k + j] = (i >= (k - 1) && i < k ? 1.0 : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   m          size, >= 0
 *   n          size, >= 0
 *   k          size, >= 0
 *   A          m x n, row-major
 *   B          (k + 1) x k, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_A     out, m x n, row-major; NULL: left out
 *   grad_B     out, (k + 1) x k, row-major; NULL: left out
 *   work       row_beyond_the_last_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int row_beyond_the_last_value_grad(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, double *value, double *grad_A, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || k < 0 || row_beyond_the_last_value_grad_work(m, n, k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_iadd(mdrt_imul(k, k), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_iadd(mdrt_imul(k, k), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (k - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else if (m == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (n == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else {
        rc = row_beyond_the_last_value_grad_compute(m, n, k, A, B, value, grad_A, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(m, n), grad_A);
        mdrt_nan(mdrt_iadd(mdrt_imul(k, k), k), grad_B);
    }
    return rc;
}

/* Bytes of workspace for row_beyond_the_last_jvp; SIZE_MAX if they do not fit. */
size_t row_beyond_the_last_jvp_work(int64_t m, int64_t n, int64_t k)
{
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0 || k < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(m, n), sizeof(double))); /* eq */
    return bytes;
}

MDRT_VECTORISE
static int row_beyond_the_last_jvp_compute(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, const double *v_A, const double *v_B, double *dvalue, void *work)
{
    double *const eq = (double *)work;
    double max_A = 0.0;
    double sum_eq = 0.0;
    double sum_t = 0.0;
    double sum_t_ = 0.0;
    double eq_v_A = 0.0;

    (void)B;
    /* row_beyond_the_last.lua:7  max_A = max(A) */
    max_A = mdrt_max(m * n, A);
    /* row_beyond_the_last.lua:7  eq = [A = max_A] */
    for (int64_t i = 0; i < m * n; i++) {
        eq[i] = (A[i] == max_A ? 1.0 : 0.0);
    }
    /* row_beyond_the_last.lua:7  sum_eq = 1' eq 1 */
    sum_eq = mdrt_sum(m * n, eq);
    /* row_beyond_the_last.lua:7  sum_t = v_B[k, :] 1 */
    sum_t = mdrt_sum(k, v_B + k * k - k);
    /* row_beyond_the_last.lua:7  sum_t_ = v_A[m, :] 1 */
    sum_t_ = mdrt_sum(n, v_A + m * n - n);
    /* row_beyond_the_last.lua:7  eq_v_A = Tr(eq' v_A) */
    eq_v_A = mdrt_dot(m * n, eq, v_A);
    /* row_beyond_the_last.lua:7  dvalue = eq_v_A / sum_eq + sum_t + sum_t_ */
    *dvalue = sum_t + sum_t_ + eq_v_A / sum_eq;
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   m          size, >= 0
 *   n          size, >= 0
 *   k          size, >= 0
 *   A          m x n, row-major
 *   B          (k + 1) x k, row-major
 *   v_A        m x n, row-major
 *   v_B        (k + 1) x k, row-major
 *   dvalue     out, 1 element; NULL: left out
 *   work       row_beyond_the_last_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int row_beyond_the_last_jvp(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, const double *v_A, const double *v_B, double *dvalue, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || k < 0 || row_beyond_the_last_jvp_work(m, n, k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_iadd(mdrt_imul(k, k), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_iadd(mdrt_imul(k, k), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (k - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else if (m == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (n == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else if (dvalue != NULL) {
        rc = row_beyond_the_last_jvp_compute(m, n, k, A, B, v_A, v_B, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, dvalue);
    }
    return rc;
}

/* Bytes of workspace for row_beyond_the_last_hvp; SIZE_MAX if they do not fit. */
size_t row_beyond_the_last_hvp_work(int64_t m, int64_t n, int64_t k)
{
    (void)m;
    (void)n;
    (void)k;
    return 0;
}

MDRT_VECTORISE
static int row_beyond_the_last_hvp_compute(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, const double *v_A, const double *v_B, double *hv_A, double *hv_B,
    void *work)
{

    (void)A;
    (void)B;
    (void)v_A;
    (void)v_B;
    (void)work;
    if (hv_A != NULL) {
        /* row_beyond_the_last.lua:7  hv_A = 0 */
        for (int64_t i = 0; i < m * n; i++) {
            hv_A[i] = 0.0;
        }
    }
    if (hv_B != NULL) {
        /* row_beyond_the_last.lua:5  hv_B = 0 */
        for (int64_t i = 0; i < (k + 1) * k; i++) {
            hv_B[i] = 0.0;
        }
    }
    return MDRT_EOK;
}

/* The Hessian times a direction.
 *   m          size, >= 0
 *   n          size, >= 0
 *   k          size, >= 0
 *   A          m x n, row-major
 *   B          (k + 1) x k, row-major
 *   v_A        m x n, row-major
 *   v_B        (k + 1) x k, row-major
 *   hv_A       out, m x n, row-major; NULL: left out
 *   hv_B       out, (k + 1) x k, row-major; NULL: left out
 *   work       row_beyond_the_last_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int row_beyond_the_last_hvp(int64_t m, int64_t n, int64_t k, const double *A,
    const double *B, const double *v_A, const double *v_B, double *hv_A, double *hv_B,
    void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || k < 0 || row_beyond_the_last_hvp_work(m, n, k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_iadd(mdrt_imul(k, k), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_iadd(mdrt_imul(k, k), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_iadd(mdrt_imul(k, k), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (k - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else if (m == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (n == 0) {
        rc = MDRT_ERROR(MDRT_EEMPTY, 7);
    } else if (m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else {
        rc = row_beyond_the_last_hvp_compute(m, n, k, A, B, v_A, v_B, hv_A, hv_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(m, n), hv_A);
        mdrt_nan(mdrt_iadd(mdrt_imul(k, k), k), hv_B);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
