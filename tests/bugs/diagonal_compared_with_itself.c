/* Made by mdgen 0.1.0 from diagonal_compared_with_itself.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * diagonal_compared_with_itself
 *     value = ||1 B[1, :] + diag(diag(D))||_F^2 + ||[diag(diag(D)), diag(diag(D))]||_F^2 + 4 Tr(diag(diag(D))^2)
 *     grad_D = diag(diag(2 1 B[1, :] + 8 diag(diag(D)))) + diag(diag(6 diag(diag(D))))
 *     grad_B = 2 e_1 1' (1 B[1, :] + diag(diag(D)))
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from diagonal_compared_with_itself.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t diagonal_compared_with_itself_value_work(int64_t n);
int diagonal_compared_with_itself_value(int64_t n, const double *D, const double *B,
    double *value, void *work);
size_t diagonal_compared_with_itself_grad_work(int64_t n);
int diagonal_compared_with_itself_grad(int64_t n, const double *D, const double *B,
    double *grad_D, double *grad_B, void *work);
size_t diagonal_compared_with_itself_value_grad_work(int64_t n);
int diagonal_compared_with_itself_value_grad(int64_t n, const double *D, const double *B,
    double *value, double *grad_D, double *grad_B, void *work);
size_t diagonal_compared_with_itself_jvp_work(int64_t n);
int diagonal_compared_with_itself_jvp(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *dvalue, void *work);
size_t diagonal_compared_with_itself_hvp_work(int64_t n);
int diagonal_compared_with_itself_hvp(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *hv_D, double *hv_B, void *work);
size_t diagonal_compared_with_itself_hessian_work(int64_t n);
int diagonal_compared_with_itself_hessian(int64_t n, const double *D, const double *B,
    double *hess_D_D, double *hess_D_B, double *hess_B_B, void *work);

/* Bytes of workspace for diagonal_compared_with_itself_value; SIZE_MAX if they do not fit. */
size_t diagonal_compared_with_itself_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(2, n), n), sizeof(double))); /* sum_ */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_compared_with_itself_value_compute(int64_t n, const double *D,
    const double *B, double *value, void *work)
{
    double *const sum = (double *)work;
    double *const sum_ = sum + (n * n);
    double *const sum_2 = sum; /* its memory is free by then */
    double sum_sum = 0.0;
    double sum_sum_ = 0.0;
    double sum_sum_2 = 0.0;

    /* diagonal_compared_with_itself.lua:7  sum = 2 diag(diag(D)) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum[i * n + j] = (i == j ? D[i * n + i] : 0.0) + (i == j ? D[j * n + j] : 0.0);
        }
    }
    /* diagonal_compared_with_itself.lua:7  sum_sum = Tr(sum^2) */
    sum_sum = mdrt_sumsq(n * n, sum);
    /* diagonal_compared_with_itself.lua:7  sum_ = [diag(diag(D)), diag(diag(D))] */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < (2 * n); j++) {
            sum_[i * (2 * n) + j] = (j < n ? (i == j ? D[i * n + i] : 0.0) : 0.0) + (j >= n && j < 2 * n ? (i == j - n ? D[(j - n) * n + j - n] : 0.0) : 0.0);
        }
    }
    /* diagonal_compared_with_itself.lua:7  sum_sum_ = ||sum_||_F^2 */
    sum_sum_ = mdrt_sumsq(n * (2 * n), sum_);
    /* diagonal_compared_with_itself.lua:7  sum_2 = 1 B[1, :] + diag(diag(D)) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum_2[i * n + j] = (i == j ? D[i * n + i] : 0.0) + B[j];
        }
    }
    /* diagonal_compared_with_itself.lua:7  sum_sum_2 = ||sum_2||_F^2 */
    sum_sum_2 = mdrt_sumsq(n * n, sum_2);
    /* diagonal_compared_with_itself.lua:7  value = sum_sum + sum_sum_ + sum_sum_2 */
    *value = sum_sum + sum_sum_ + sum_sum_2;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   D          n x n, row-major
 *   B          n x n, row-major
 *   value      out, 1 element; NULL: left out
 *   work       diagonal_compared_with_itself_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_compared_with_itself_value(int64_t n, const double *D, const double *B,
    double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || diagonal_compared_with_itself_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else if (value != NULL) {
        rc = diagonal_compared_with_itself_value_compute(n, D, B, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for diagonal_compared_with_itself_grad; SIZE_MAX if they do not fit. */
size_t diagonal_compared_with_itself_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* D_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* D_t_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* sum_sum */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_compared_with_itself_grad_compute(int64_t n, const double *D, const double *B,
    double *grad_D, double *grad_B, void *work)
{
    double *const D_t = (double *)work;
    double *const D_t_ = D_t + (n * n);
    double *const sum_sum = D_t_ + (n * n);

    /* diagonal_compared_with_itself.lua:3  D_t = diag(diag(D)) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            D_t[i * n + j] = (i == j ? D[i * n + i] : 0.0);
        }
    }
    if (grad_D != NULL) {
        /* diagonal_compared_with_itself.lua:7  D_t_ = diag(diag(D)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                D_t_[i * n + j] = (i == j ? D[j * n + j] : 0.0);
            }
        }
    }
    if (grad_B != NULL) {
        /* diagonal_compared_with_itself.lua:7  sum_sum = 2 (1 B[1, :] + D_t)' 1 */
        mdrt_fill(n, 0.0, sum_sum);
        for (int64_t j = 0; j < n; j++) {
            for (int64_t i = 0; i < n; i++) {
                sum_sum[i] += 2.0 * D_t[j * n + i] + 2.0 * B[i];
            }
        }
        /* diagonal_compared_with_itself.lua:7  grad_B = e_1 sum_sum' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_B[i * n + j] = (i < 1 ? sum_sum[i * n + j] : 0.0);
            }
        }
    }
    if (grad_D != NULL) {
        /* diagonal_compared_with_itself.lua:3  grad_D = diag(diag(2 1 B[1, :] + 6 D_t + 2 D_t_)) + diag(diag(2 D_t + 4 D_t_)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_D[i * n + j] = (i == j ? 2.0 * D_t[i * n + i] + 2.0 * D_t_[i * n + i] + (2.0 * ((i + n) < n ? D_t[i * n + i + n] : 0.0) + 2.0 * ((i + n) >= n && (i + n) < 2 * n ? D_t_[i * n + i + n - n] : 0.0)) : 0.0) + (i == j ? 4.0 * D_t[i * n + i] + 2.0 * D_t_[i * n + i] + 2.0 * B[i] + (2.0 * (i < n ? D_t[i * n + i] : 0.0) + 2.0 * (i >= n && i < 2 * n ? D_t_[i * n + i - n] : 0.0)) : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   D          n x n, row-major
 *   B          n x n, row-major
 *   grad_D     out, n x n, row-major; NULL: left out
 *   grad_B     out, n x n, row-major; NULL: left out
 *   work       diagonal_compared_with_itself_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_compared_with_itself_grad(int64_t n, const double *D, const double *B,
    double *grad_D, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || diagonal_compared_with_itself_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else {
        rc = diagonal_compared_with_itself_grad_compute(n, D, B, grad_D, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), grad_D);
        mdrt_nan(mdrt_imul(n, n), grad_B);
    }
    return rc;
}

/* Bytes of workspace for diagonal_compared_with_itself_value_grad; SIZE_MAX if they do not fit. */
size_t diagonal_compared_with_itself_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* D_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* D_t_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(2, n), n), sizeof(double))); /* sum_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* sum_sum_3 */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_compared_with_itself_value_grad_compute(int64_t n, const double *D,
    const double *B, double *value, double *grad_D, double *grad_B, void *work)
{
    double *const D_t = (double *)work;
    double *const D_t_ = D_t + (n * n);
    double *const sum = D_t_ + (n * n);
    double *const sum_ = sum + (n * n);
    double *const sum_sum_3 = sum_ + (2 * n * n);
    double *const sum_2 = sum; /* its memory is free by then */
    double sum_sum = 0.0;
    double sum_sum_ = 0.0;
    double sum_sum_2 = 0.0;

    /* diagonal_compared_with_itself.lua:3  D_t = diag(diag(D)) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            D_t[i * n + j] = (i == j ? D[i * n + i] : 0.0);
        }
    }
    if (value != NULL || grad_D != NULL) {
        /* diagonal_compared_with_itself.lua:7  D_t_ = diag(diag(D)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                D_t_[i * n + j] = (i == j ? D[j * n + j] : 0.0);
            }
        }
    }
    if (value != NULL) {
        /* diagonal_compared_with_itself.lua:7  sum = D_t + D_t_ */
        for (int64_t i = 0; i < n * n; i++) {
            sum[i] = D_t[i] + D_t_[i];
        }
        /* diagonal_compared_with_itself.lua:7  sum_sum = Tr(sum^2) */
        sum_sum = mdrt_sumsq(n * n, sum);
        /* diagonal_compared_with_itself.lua:7  sum_ = [D_t, D_t_] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < (2 * n); j++) {
                sum_[i * (2 * n) + j] = (j < n ? D_t[i * n + j] : 0.0) + (j >= n && j < 2 * n ? D_t_[i * n + j - n] : 0.0);
            }
        }
        /* diagonal_compared_with_itself.lua:7  sum_sum_ = ||sum_||_F^2 */
        sum_sum_ = mdrt_sumsq(n * (2 * n), sum_);
        /* diagonal_compared_with_itself.lua:7  sum_2 = 1 B[1, :] + D_t */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                sum_2[i * n + j] = D_t[i * n + j] + B[j];
            }
        }
        /* diagonal_compared_with_itself.lua:7  sum_sum_2 = ||sum_2||_F^2 */
        sum_sum_2 = mdrt_sumsq(n * n, sum_2);
        /* diagonal_compared_with_itself.lua:7  value = sum_sum + sum_sum_ + sum_sum_2 */
        *value = sum_sum + sum_sum_ + sum_sum_2;
    }
    if (grad_B != NULL) {
        /* diagonal_compared_with_itself.lua:7  sum_sum_3 = 2 (1 B[1, :] + D_t)' 1 */
        mdrt_fill(n, 0.0, sum_sum_3);
        for (int64_t j = 0; j < n; j++) {
            for (int64_t i = 0; i < n; i++) {
                sum_sum_3[i] += 2.0 * D_t[j * n + i] + 2.0 * B[i];
            }
        }
        /* diagonal_compared_with_itself.lua:7  grad_B = e_1 sum_sum_3' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_B[i * n + j] = (i < 1 ? sum_sum_3[i * n + j] : 0.0);
            }
        }
    }
    if (grad_D != NULL) {
        /* diagonal_compared_with_itself.lua:3  grad_D = diag(diag(2 1 B[1, :] + 6 D_t + 2 D_t_)) + diag(diag(2 D_t + 4 D_t_)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_D[i * n + j] = (i == j ? 2.0 * D_t[i * n + i] + 2.0 * D_t_[i * n + i] + (2.0 * ((i + n) < n ? D_t[i * n + i + n] : 0.0) + 2.0 * ((i + n) >= n && (i + n) < 2 * n ? D_t_[i * n + i + n - n] : 0.0)) : 0.0) + (i == j ? 4.0 * D_t[i * n + i] + 2.0 * D_t_[i * n + i] + 2.0 * B[i] + (2.0 * (i < n ? D_t[i * n + i] : 0.0) + 2.0 * (i >= n && i < 2 * n ? D_t_[i * n + i - n] : 0.0)) : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   D          n x n, row-major
 *   B          n x n, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_D     out, n x n, row-major; NULL: left out
 *   grad_B     out, n x n, row-major; NULL: left out
 *   work       diagonal_compared_with_itself_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_compared_with_itself_value_grad(int64_t n, const double *D, const double *B,
    double *value, double *grad_D, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || diagonal_compared_with_itself_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else {
        rc = diagonal_compared_with_itself_value_grad_compute(n, D, B, value, grad_D, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(n, n), grad_D);
        mdrt_nan(mdrt_imul(n, n), grad_B);
    }
    return rc;
}

/* Bytes of workspace for diagonal_compared_with_itself_jvp; SIZE_MAX if they do not fit. */
size_t diagonal_compared_with_itself_jvp_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(2, n), n), sizeof(double))); /* sum_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum_2 */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum_3 */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(2, n), n), sizeof(double))); /* sum_4 */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_compared_with_itself_jvp_compute(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *dvalue, void *work)
{
    double *const sum = (double *)work;
    double *const sum_ = sum + (n * n);
    double *const sum_2 = sum_ + (2 * n * n);
    double *const sum_3 = sum_2 + (n * n);
    double *const sum_4 = sum_3 + (n * n);
    double *const sum_5 = sum; /* its memory is free by then */
    double sum_sum = 0.0;
    double sum_sum_ = 0.0;
    double sum_sum_2 = 0.0;

    /* diagonal_compared_with_itself.lua:7  sum = 2 diag(diag(D)) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum[i * n + j] = (i == j ? D[i * n + i] : 0.0) + (i == j ? D[j * n + j] : 0.0);
        }
    }
    /* diagonal_compared_with_itself.lua:7  sum_ = [diag(diag(D)), diag(diag(D))] */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < (2 * n); j++) {
            sum_[i * (2 * n) + j] = (j < n ? (i == j ? D[i * n + i] : 0.0) : 0.0) + (j >= n && j < 2 * n ? (i == j - n ? D[(j - n) * n + j - n] : 0.0) : 0.0);
        }
    }
    /* diagonal_compared_with_itself.lua:7  sum_2 = 1 B[1, :] + diag(diag(D)) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum_2[i * n + j] = (i == j ? D[i * n + i] : 0.0) + B[j];
        }
    }
    /* diagonal_compared_with_itself.lua:7  sum_3 = 2 diag(diag(v_D)) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum_3[i * n + j] = (i == j ? v_D[i * n + i] : 0.0) + (i == j ? v_D[j * n + j] : 0.0);
        }
    }
    /* diagonal_compared_with_itself.lua:7  sum_sum = Tr(sum sum_3) */
    sum_sum = mdrt_dot(n * n, sum, sum_3);
    /* diagonal_compared_with_itself.lua:7  sum_4 = [diag(diag(v_D)), diag(diag(v_D))] */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < (2 * n); j++) {
            sum_4[i * (2 * n) + j] = (j < n ? (i == j ? v_D[i * n + i] : 0.0) : 0.0) + (j >= n && j < 2 * n ? (i == j - n ? v_D[(j - n) * n + j - n] : 0.0) : 0.0);
        }
    }
    /* diagonal_compared_with_itself.lua:7  sum_sum_ = Tr(sum_' sum_4) */
    sum_sum_ = mdrt_dot(n * (2 * n), sum_, sum_4);
    /* diagonal_compared_with_itself.lua:7  sum_5 = 1 v_B[1, :] + diag(diag(v_D)) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum_5[i * n + j] = (i == j ? v_D[i * n + i] : 0.0) + v_B[j];
        }
    }
    /* diagonal_compared_with_itself.lua:7  sum_sum_2 = Tr(sum_2' sum_5) */
    sum_sum_2 = mdrt_dot(n * n, sum_2, sum_5);
    /* diagonal_compared_with_itself.lua:7  dvalue = 2 sum_sum + 2 sum_sum_ + 2 sum_sum_2 */
    *dvalue = 2.0 * sum_sum + 2.0 * sum_sum_ + 2.0 * sum_sum_2;
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   n          size, >= 0
 *   D          n x n, row-major
 *   B          n x n, row-major
 *   v_D        n x n, row-major
 *   v_B        n x n, row-major
 *   dvalue     out, 1 element; NULL: left out
 *   work       diagonal_compared_with_itself_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_compared_with_itself_jvp(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *dvalue, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || diagonal_compared_with_itself_jvp_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else if (dvalue != NULL) {
        rc = diagonal_compared_with_itself_jvp_compute(n, D, B, v_D, v_B, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, dvalue);
    }
    return rc;
}

/* Bytes of workspace for diagonal_compared_with_itself_hvp; SIZE_MAX if they do not fit. */
size_t diagonal_compared_with_itself_hvp_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* t_v_D */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* t_v_D_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* sum_sum */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_compared_with_itself_hvp_compute(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *hv_D, double *hv_B, void *work)
{
    double *const t_v_D = (double *)work;
    double *const t_v_D_ = t_v_D + (n * n);
    double *const sum_sum = t_v_D_ + (n * n);

    (void)D;
    (void)B;
    /* diagonal_compared_with_itself.lua:3  t_v_D = diag(diag(v_D)) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            t_v_D[i * n + j] = (i == j ? v_D[i * n + i] : 0.0);
        }
    }
    if (hv_D != NULL) {
        /* diagonal_compared_with_itself.lua:7  t_v_D_ = diag(diag(v_D)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                t_v_D_[i * n + j] = (i == j ? v_D[j * n + j] : 0.0);
            }
        }
    }
    if (hv_B != NULL) {
        /* diagonal_compared_with_itself.lua:7  sum_sum = 2 (1 v_B[1, :] + t_v_D)' 1 */
        mdrt_fill(n, 0.0, sum_sum);
        for (int64_t j = 0; j < n; j++) {
            for (int64_t i = 0; i < n; i++) {
                sum_sum[i] += 2.0 * t_v_D[j * n + i] + 2.0 * v_B[i];
            }
        }
        /* diagonal_compared_with_itself.lua:7  hv_B = e_1 sum_sum' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                hv_B[i * n + j] = (i < 1 ? sum_sum[i * n + j] : 0.0);
            }
        }
    }
    if (hv_D != NULL) {
        /* diagonal_compared_with_itself.lua:3  hv_D = diag(diag(2 1 v_B[1, :] + 6 t_v_D + 2 t_v_D_)) + diag(diag(2 t_v_D + 4 t_v_D_)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                hv_D[i * n + j] = (i == j ? 2.0 * t_v_D[i * n + i] + 2.0 * t_v_D_[i * n + i] + (2.0 * ((i + n) < n ? t_v_D[i * n + i + n] : 0.0) + 2.0 * ((i + n) >= n && (i + n) < 2 * n ? t_v_D_[i * n + i + n - n] : 0.0)) : 0.0) + (i == j ? 4.0 * t_v_D[i * n + i] + 2.0 * t_v_D_[i * n + i] + 2.0 * v_B[i] + (2.0 * (i < n ? t_v_D[i * n + i] : 0.0) + 2.0 * (i >= n && i < 2 * n ? t_v_D_[i * n + i - n] : 0.0)) : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The Hessian times a direction.
 *   n          size, >= 0
 *   D          n x n, row-major
 *   B          n x n, row-major
 *   v_D        n x n, row-major
 *   v_B        n x n, row-major
 *   hv_D       out, n x n, row-major; NULL: left out
 *   hv_B       out, n x n, row-major; NULL: left out
 *   work       diagonal_compared_with_itself_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_compared_with_itself_hvp(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *hv_D, double *hv_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || diagonal_compared_with_itself_hvp_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else {
        rc = diagonal_compared_with_itself_hvp_compute(n, D, B, v_D, v_B, hv_D, hv_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), hv_D);
        mdrt_nan(mdrt_imul(n, n), hv_B);
    }
    return rc;
}

/* Bytes of workspace for diagonal_compared_with_itself_hessian; SIZE_MAX if they do not fit. */
size_t diagonal_compared_with_itself_hessian_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double))); /* prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double))); /* prod_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(n, n), n), sizeof(double))); /* t_t */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_compared_with_itself_hessian_compute(int64_t n, const double *D,
    const double *B, double *hess_D_D, double *hess_D_B, double *hess_B_B, void *work)
{
    double *const prod = (double *)work;
    double *const prod_ = prod + (n * n * n * n);
    double *const t_t = prod_ + (n * n * n * n);
    double *const t_c = t_t; /* its memory is free by then */

    (void)D;
    (void)B;
    if (hess_D_D != NULL) {
        /* diagonal_compared_with_itself.lua:3  prod = I[i,k] I[j,k] I[k,l] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        prod[((i * n + j) * n + k) * n + l] = (i == k && j == k && k == l ? 1.0 : 0.0);
                    }
                }
            }
        }
        /* diagonal_compared_with_itself.lua:7  prod_ = I[i,l] I[j,l] I[k,l] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        prod_[((i * n + j) * n + k) * n + l] = (i == l && j == l && k == l ? 1.0 : 0.0);
                    }
                }
            }
        }
        /* diagonal_compared_with_itself.lua:5  hess_D_D = I[i,j] ((2 (pad(prod_, :, :, :, n + 1..2 n) + pad(prod, :, :, :, 1..n)))[:, :, :, n + 1..2 n][k,l,i,i] + 2 prod[k,l,i,i] + 2 prod_[k,l,i,i]) + I[i,j] ((2 (pad(prod_, :, :, :, n + 1..2 n) + pad(prod, :, :, :, 1..n)))[:, :, :, 1..n][k,l,i,i] + 4 prod[k,l,i,i] + 2 prod_[k,l,i,i]) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        hess_D_D[((i * n + j) * n + k) * n + l] = (i == j ? 2.0 * prod[((k * n + l) * n + i) * n + i] + 2.0 * prod_[((k * n + l) * n + i) * n + i] + (2.0 * ((i + n) < n ? prod[((k * n + l) * n + i) * n + i + n] : 0.0) + 2.0 * ((i + n) >= n && (i + n) < 2 * n ? prod_[((k * n + l) * n + i) * n + i + n - n] : 0.0)) : 0.0) + (i == j ? 4.0 * prod[((k * n + l) * n + i) * n + i] + 2.0 * prod_[((k * n + l) * n + i) * n + i] + (2.0 * (i < n ? prod[((k * n + l) * n + i) * n + i] : 0.0) + 2.0 * (i >= n && i < 2 * n ? prod_[((k * n + l) * n + i) * n + i - n] : 0.0)) : 0.0);
                    }
                }
            }
        }
    }
    if (hess_D_B != NULL || hess_B_B != NULL) {
        /* diagonal_compared_with_itself.lua:7  t_t = [I[i,k] I[j,l]]_{i,j,k,l}[:, :, 1, :] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < 1; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        t_t[((i * n + j) * 1 + k) * n + l] = (i == k && j == l ? 1.0 : 0.0);
                    }
                }
            }
        }
    }
    if (hess_D_B != NULL) {
        /* diagonal_compared_with_itself.lua:5  hess_D_B = 2 [I[i,j] t_t[k,l,i]]_{i,j,k,l} */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        hess_D_B[((i * n + j) * n + k) * n + l] = 2.0 * (i == j ? t_t[(k * n + l) * n + i] : 0.0);
                    }
                }
            }
        }
    }
    if (hess_B_B != NULL) {
        /* diagonal_compared_with_itself.lua:7  t_c = n t_t */
        for (int64_t i = 0; i < n * n * n; i++) {
            t_c[i] = t_t[i] * (double)n;
        }
        /* diagonal_compared_with_itself.lua:5  hess_B_B = pad(2 t_c, :, :, 1, :)[k,l,i,j] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        hess_B_B[((i * n + j) * n + k) * n + l] = (i < 1 ? 2.0 * t_c[((k * n + l) * 1 + i) * n + j] : 0.0);
                    }
                }
            }
        }
    }
    return MDRT_EOK;
}

/* The Hessian, a block for each pair of inputs.
 *   n          size, >= 0
 *   D          n x n, row-major
 *   B          n x n, row-major
 *   hess_D_D   out, (n*n) x (n*n), row-major; NULL: left out
 *   hess_D_B   out, (n*n) x (n*n), row-major; NULL: left out
 *   hess_B_B   out, (n*n) x (n*n), row-major; NULL: left out
 *   work       diagonal_compared_with_itself_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_compared_with_itself_hessian(int64_t n, const double *D, const double *B,
    double *hess_D_D, double *hess_D_B, double *hess_B_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || diagonal_compared_with_itself_hessian_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else {
        rc = diagonal_compared_with_itself_hessian_compute(n, D, B, hess_D_D, hess_D_B, hess_B_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_D_D);
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_D_B);
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_B_B);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
