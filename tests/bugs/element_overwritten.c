/* Made by mdgen 0.1.0 from element_overwritten.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * element_overwritten
 *     value = ||eigvals(A)[1] 1 + 1||^2
 *     grad_A = 2 (1' (eigvals(A)[1] 1 + 1)) eigvecs(A) diag(e_1) eigvecs(A)'
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from element_overwritten.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t element_overwritten_value_work(int64_t k);
int element_overwritten_value(int64_t k, const double *A, double *value, void *work);
size_t element_overwritten_grad_work(int64_t k);
int element_overwritten_grad(int64_t k, const double *A, double *grad_A, void *work);
size_t element_overwritten_value_grad_work(int64_t k);
int element_overwritten_value_grad(int64_t k, const double *A, double *value,
    double *grad_A, void *work);

/* Bytes of workspace for element_overwritten_value; SIZE_MAX if they do not fit. */
size_t element_overwritten_value_work(int64_t k)
{
    size_t bytes = sizeof(double);

    if (k < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(k, mdrt_eigh_work(k)), sizeof(double))); /* scratch */
    bytes = mdrt_add(bytes, mdrt_bytes(k, sizeof(double))); /* eigvals_A */
    bytes = mdrt_add(bytes, mdrt_bytes(k, sizeof(double))); /* sum */
    return bytes;
}

MDRT_VECTORISE
static int element_overwritten_value_compute(int64_t k, const double *A, double *value,
    void *work)
{
    double *const scratch = (double *)work;
    double *const eigvals_A = scratch + k + mdrt_eigh_work(k);
    double *const sum = eigvals_A + k;
    int rc = MDRT_EOK;

    /* element_overwritten.lua:5  eigvals_A = eigvals(A) */
    rc = mdrt_eigh(k, A, eigvals_A, NULL, scratch);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    /* element_overwritten.lua:5  sum = eigvals_A[1] 1 + 1 */
    for (int64_t i = 0; i < k; i++) {
        sum[i] = eigvals_A[0] + 1.0;
    }
    /* element_overwritten.lua:5  value = ||sum||^2 */
    *value = mdrt_sumsq(k, sum);
    return MDRT_EOK;
}

/* The value.
 *   k          size, >= 0
 *   A          k x k, row-major
 *   value      out, 1 element; NULL: left out
 *   work       element_overwritten_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int element_overwritten_value(int64_t k, const double *A, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (k < 0 || element_overwritten_value_work(k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(k, k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (k - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 5);
    } else if (value != NULL) {
        rc = element_overwritten_value_compute(k, A, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for element_overwritten_grad; SIZE_MAX if they do not fit. */
size_t element_overwritten_grad_work(int64_t k)
{
    size_t bytes = sizeof(double);

    if (k < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(k, k), sizeof(double))); /* eigvecs_A */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(k, mdrt_eigh_work(k)), sizeof(double))); /* scratch */
    bytes = mdrt_add(bytes, mdrt_bytes(k, sizeof(double))); /* eigvals_A */
    bytes = mdrt_add(bytes, mdrt_bytes(k, sizeof(double))); /* sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(k, k), sizeof(double))); /* eigvecs_A_t */
    return bytes;
}

MDRT_VECTORISE
static int element_overwritten_grad_compute(int64_t k, const double *A, double *grad_A,
    void *work)
{
    double *const eigvecs_A = (double *)work;
    double *const scratch = eigvecs_A + (k * k);
    double *const eigvals_A = scratch + k + mdrt_eigh_work(k);
    double *const sum = eigvals_A + k;
    double *const eigvecs_A_t = sum + k;
    double sum_sum = 0.0;
    int rc = MDRT_EOK;

    /* element_overwritten.lua:5  eigvals_A = eigvals(A) */
    rc = mdrt_eigh(k, A, eigvals_A, eigvecs_A, scratch);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    /* element_overwritten.lua:5  sum = 2 (eigvals_A[1] 1 + 1) */
    for (int64_t i = 0; i < k; i++) {
        sum[i] = 2.0 * eigvals_A[0] + 2.0;
    }
    /* element_overwritten.lua:5  sum_sum = sum' 1 */
    sum_sum = mdrt_sum(k, sum);
    /* element_overwritten.lua:5  eigvecs_A_t = sum_sum diag(e_1) eigvecs_A' */
    for (int64_t i = 0; i < k; i++) {
        for (int64_t j = 0; j < k; j++) {
            eigvecs_A_t[i * k + j] = eigvecs_A[j * k + i] * (i < 1 ? sum_sum : 0.0);
        }
    }
    /* element_overwritten.lua:5  grad_A = eigvecs_A eigvecs_A_t */
    mdrt_gemmt(MDRT_N, MDRT_N, k, k, 1.0, eigvecs_A, k, eigvecs_A_t, k, 0.0, grad_A, k);
    return MDRT_EOK;
}

/* The gradient.
 *   k          size, >= 0
 *   A          k x k, row-major
 *   grad_A     out, k x k, row-major; NULL: left out
 *   work       element_overwritten_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int element_overwritten_grad(int64_t k, const double *A, double *grad_A, void *work)
{
    int rc = MDRT_EOK;

    if (k < 0 || element_overwritten_grad_work(k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(k, k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(k, k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (k - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 5);
    } else if (grad_A != NULL) {
        rc = element_overwritten_grad_compute(k, A, grad_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(k, k), grad_A);
    }
    return rc;
}

/* Bytes of workspace for element_overwritten_value_grad; SIZE_MAX if they do not fit. */
size_t element_overwritten_value_grad_work(int64_t k)
{
    size_t bytes = sizeof(double);

    if (k < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(k, k), sizeof(double))); /* eigvecs_A */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(k, mdrt_eigh_work(k)), sizeof(double))); /* scratch */
    bytes = mdrt_add(bytes, mdrt_bytes(k, sizeof(double))); /* eigvals_A */
    bytes = mdrt_add(bytes, mdrt_bytes(k, sizeof(double))); /* sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(k, k), sizeof(double))); /* eigvecs_A_t */
    return bytes;
}

MDRT_VECTORISE
static int element_overwritten_value_grad_compute(int64_t k, const double *A, double *value,
    double *grad_A, void *work)
{
    double *const eigvecs_A = (double *)work;
    double *const scratch = eigvecs_A + (k * k);
    double *const eigvals_A = scratch + k + mdrt_eigh_work(k);
    double *const sum = eigvals_A + k;
    double *const eigvecs_A_t = sum + k;
    double *const sum_ = sum; /* its memory is free by then */
    double sum_sum = 0.0;
    int rc = MDRT_EOK;

    /* element_overwritten.lua:5  eigvals_A = eigvals(A) */
    rc = mdrt_eigh(k, A, eigvals_A, eigvecs_A, scratch);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 5);
    }
    if (value != NULL) {
        /* element_overwritten.lua:5  sum = eigvals_A[1] 1 + 1 */
        for (int64_t i = 0; i < k; i++) {
            sum[i] = eigvals_A[0] + 1.0;
        }
        /* element_overwritten.lua:5  value = ||sum||^2 */
        *value = mdrt_sumsq(k, sum);
    }
    if (grad_A != NULL) {
        /* element_overwritten.lua:5  sum_ = 2 (eigvals_A[1] 1 + 1) */
        for (int64_t i = 0; i < k; i++) {
            sum_[i] = 2.0 * eigvals_A[0] + 2.0;
        }
        /* element_overwritten.lua:5  sum_sum = sum_' 1 */
        sum_sum = mdrt_sum(k, sum_);
        /* element_overwritten.lua:5  eigvecs_A_t = sum_sum diag(e_1) eigvecs_A' */
        for (int64_t i = 0; i < k; i++) {
            for (int64_t j = 0; j < k; j++) {
                eigvecs_A_t[i * k + j] = eigvecs_A[j * k + i] * (i < 1 ? sum_sum : 0.0);
            }
        }
        /* element_overwritten.lua:5  grad_A = eigvecs_A eigvecs_A_t */
        mdrt_gemmt(MDRT_N, MDRT_N, k, k, 1.0, eigvecs_A, k, eigvecs_A_t, k, 0.0, grad_A, k);
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   k          size, >= 0
 *   A          k x k, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_A     out, k x k, row-major; NULL: left out
 *   work       element_overwritten_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int element_overwritten_value_grad(int64_t k, const double *A, double *value,
    double *grad_A, void *work)
{
    int rc = MDRT_EOK;

    if (k < 0 || element_overwritten_value_grad_work(k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(k, k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(k, k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (k - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 5);
    } else {
        rc = element_overwritten_value_grad_compute(k, A, value, grad_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(k, k), grad_A);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
