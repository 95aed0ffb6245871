/* Made by mdgen 0.1.0 from singular_vectors.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * singular_vectors
 *     value = svdvals(pad(A + W, 1..n, 1..m))[1] + 1' svdvals(pad(A, 1..n, 1..m))
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from singular_vectors.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t singular_vectors_value_work(int64_t n, int64_t m);
int singular_vectors_value(int64_t n, int64_t m, const double *A, const double *W,
    double *value, void *work);
size_t singular_vectors_value_grad_work(int64_t n, int64_t m);
int singular_vectors_value_grad(int64_t n, int64_t m, const double *A, const double *W,
    double *value, double *grad_A, double *grad_W, void *work);

/* Bytes of workspace for singular_vectors_value; SIZE_MAX if they do not fit. */
size_t singular_vectors_value_work(int64_t n, int64_t m)
{
    size_t bytes = sizeof(double);

    if (n < 0 || m < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_iadd(mdrt_imul(n, n), mdrt_imul(mdrt_imul(2, n), m)), mdrt_imul(m, m)), sizeof(double))); /* A_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_imul(mdrt_imul(2, n), n), mdrt_imul(mdrt_imul(4, n), m)), mdrt_imul(mdrt_imul(2, m), m)), n), m), mdrt_svd_work(n + m, n + m)), sizeof(double))); /* scratch */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(n, m), sizeof(double))); /* singular_A */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_imul(mdrt_imul(2, n), n), mdrt_imul(mdrt_imul(4, n), m)), mdrt_imul(mdrt_imul(2, m), m)), n), m), mdrt_svd_work(n + m, n + m)), sizeof(double))); /* scratch_ */
    return bytes;
}

MDRT_VECTORISE
static int singular_vectors_value_compute(int64_t n, int64_t m, const double *A, const double *W,
    double *value, void *work)
{
    double *const A_ = (double *)work;
    double *const scratch = A_ + (n * n + 2 * n * m + m * m);
    double *const singular_A = scratch + (2 * n * n + 4 * n * m + 2 * m * m + n + m) + mdrt_svd_work(n + m, n + m);
    double *const scratch_ = singular_A + (n + m);
    double *const sum = A_; /* its memory is free by then */
    double *const singular_sum = singular_A; /* its memory is free by then */
    double sum_singular_t = 0.0;
    int rc = MDRT_EOK;

    /* singular_vectors.lua:7  A_ = pad(A, 1..n, 1..m) */
    for (int64_t i = 0; i < (n + m); i++) {
        for (int64_t j = 0; j < (n + m); j++) {
            A_[i * (n + m) + j] = (i < n && j < m ? A[i * m + j] : 0.0);
        }
    }
    /* singular_vectors.lua:7  singular_A = svdvals(A_) */
    rc = mdrt_svd((n + m), (n + m), A_, singular_A, NULL, NULL, scratch);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* singular_vectors.lua:7  sum_singular_t = singular_A' 1 */
    sum_singular_t = mdrt_sum((n + m), singular_A);
    /* singular_vectors.lua:7  sum = pad(A + W, 1..n, 1..m) */
    for (int64_t i = 0; i < (n + m); i++) {
        for (int64_t j = 0; j < (n + m); j++) {
            sum[i * (n + m) + j] = (i < n && j < m ? A[i * m + j] + W[i * m + j] : 0.0);
        }
    }
    /* singular_vectors.lua:7  singular_sum = svdvals(sum) */
    rc = mdrt_svd((n + m), (n + m), sum, singular_sum, NULL, NULL, scratch_);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* singular_vectors.lua:7  value = singular_sum[1] + sum_singular_t */
    *value = sum_singular_t + singular_sum[0];
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   m          size, >= 0
 *   A          n x m, row-major
 *   W          n x m, row-major
 *   value      out, 1 element; NULL: left out
 *   work       singular_vectors_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int singular_vectors_value(int64_t n, int64_t m, const double *A, const double *W,
    double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || m < 0 || singular_vectors_value_work(n, m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (n + m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else if (value != NULL) {
        rc = singular_vectors_value_compute(n, m, A, W, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for singular_vectors_value_grad; SIZE_MAX if they do not fit. */
size_t singular_vectors_value_grad_work(int64_t n, int64_t m)
{
    size_t bytes = sizeof(double);

    if (n < 0 || m < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_iadd(mdrt_imul(n, n), mdrt_imul(mdrt_imul(2, n), m)), mdrt_imul(m, m)), sizeof(double))); /* A_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_iadd(mdrt_imul(n, n), mdrt_imul(mdrt_imul(2, n), m)), mdrt_imul(m, m)), sizeof(double))); /* svdV_A */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_iadd(mdrt_imul(n, n), mdrt_imul(mdrt_imul(2, n), m)), mdrt_imul(m, m)), sizeof(double))); /* svdU_A */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_imul(mdrt_imul(2, n), n), mdrt_imul(mdrt_imul(4, n), m)), mdrt_imul(mdrt_imul(2, m), m)), n), m), mdrt_svd_work(n + m, n + m)), sizeof(double))); /* scratch */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(n, m), sizeof(double))); /* singular_A */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_iadd(mdrt_imul(n, n), mdrt_imul(mdrt_imul(2, n), m)), mdrt_imul(m, m)), sizeof(double))); /* svdV_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_iadd(mdrt_imul(n, n), mdrt_imul(mdrt_imul(2, n), m)), mdrt_imul(m, m)), sizeof(double))); /* svdU_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_imul(mdrt_imul(2, n), n), mdrt_imul(mdrt_imul(4, n), m)), mdrt_imul(mdrt_imul(2, m), m)), n), m), mdrt_svd_work(n + m, n + m)), sizeof(double))); /* scratch_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, m), sizeof(double))); /* svdU_prod */
    return bytes;
}

MDRT_VECTORISE
static int singular_vectors_value_grad_compute(int64_t n, int64_t m, const double *A,
    const double *W, double *value, double *grad_A, double *grad_W, void *work)
{
    double *const A_ = (double *)work;
    double *const svdV_A = A_ + (n * n + 2 * n * m + m * m);
    double *const svdU_A = svdV_A + (n * n + 2 * n * m + m * m);
    double *const scratch = svdU_A + (n * n + 2 * n * m + m * m);
    double *const singular_A = scratch + (2 * n * n + 4 * n * m + 2 * m * m + n + m) + mdrt_svd_work(n + m, n + m);
    double *const svdV_sum = singular_A + (n + m);
    double *const svdU_sum = svdV_sum + (n * n + 2 * n * m + m * m);
    double *const scratch_ = svdU_sum + (n * n + 2 * n * m + m * m);
    double *const svdU_prod = scratch_ + (2 * n * n + 4 * n * m + 2 * m * m + n + m) + mdrt_svd_work(n + m, n + m);
    double *const sum = A_; /* its memory is free by then */
    double *const singular_sum = singular_A; /* its memory is free by then */
    double *const svdU_t_svdV_t = A_; /* its memory is free by then */
    double *const svdV_t_prod = svdV_A; /* its memory is free by then */
    double *const svdU_t_svdV_t_ = svdU_A; /* its memory is free by then */
    double sum_singular_t = 0.0;
    int rc = MDRT_EOK;

    if (value != NULL || grad_A != NULL) {
        /* singular_vectors.lua:7  A_ = pad(A, 1..n, 1..m) */
        for (int64_t i = 0; i < (n + m); i++) {
            for (int64_t j = 0; j < (n + m); j++) {
                A_[i * (n + m) + j] = (i < n && j < m ? A[i * m + j] : 0.0);
            }
        }
        /* singular_vectors.lua:7  singular_A = svdvals(A_) */
        rc = mdrt_svd((n + m), (n + m), A_, singular_A, svdU_A, svdV_A, scratch);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
    }
    if (value != NULL) {
        /* singular_vectors.lua:7  sum_singular_t = singular_A' 1 */
        sum_singular_t = mdrt_sum((n + m), singular_A);
    }
    /* singular_vectors.lua:7  sum = pad(A + W, 1..n, 1..m) */
    for (int64_t i = 0; i < (n + m); i++) {
        for (int64_t j = 0; j < (n + m); j++) {
            sum[i * (n + m) + j] = (i < n && j < m ? A[i * m + j] + W[i * m + j] : 0.0);
        }
    }
    /* singular_vectors.lua:7  singular_sum = svdvals(sum) */
    rc = mdrt_svd((n + m), (n + m), sum, singular_sum, svdU_sum, svdV_sum, scratch_);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    if (value != NULL) {
        /* singular_vectors.lua:7  value = singular_sum[1] + sum_singular_t */
        *value = sum_singular_t + singular_sum[0];
    }
    if (grad_A != NULL) {
        /* singular_vectors.lua:7  svdU_t_svdV_t = svdU_A svdV_A' */
        mdrt_gemm(MDRT_N, MDRT_T, (n + m), (n + m), (n + m), 1.0, svdU_A, (n + m), svdV_A, (n + m), 0.0, svdU_t_svdV_t, (n + m));
    }
    if (grad_A != NULL || grad_W != NULL) {
        /* singular_vectors.lua:7  svdV_t_prod = diag(e_1) svdV_sum' */
        for (int64_t i = 0; i < (n + m); i++) {
            for (int64_t j = 0; j < (n + m); j++) {
                svdV_t_prod[i * (n + m) + j] = svdV_sum[j * (n + m) + i] * (i < 1 ? 1.0 : 0.0);
            }
        }
        /* singular_vectors.lua:7  svdU_t_svdV_t_ = svdU_sum svdV_t_prod */
        mdrt_gemm(MDRT_N, MDRT_N, (n + m), (n + m), (n + m), 1.0, svdU_sum, (n + m), svdV_t_prod, (n + m), 0.0, svdU_t_svdV_t_, (n + m));
        /* singular_vectors.lua:7  svdU_prod = svdU_t_svdV_t_[1..n, 1..m] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < m; j++) {
                svdU_prod[i * m + j] = svdU_t_svdV_t_[i * (n + m) + j];
            }
        }
    }
    if (grad_A != NULL) {
        /* singular_vectors.lua:7  grad_A = svdU_t_svdV_t[1..n, 1..m] + svdU_prod */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < m; j++) {
                grad_A[i * m + j] = svdU_t_svdV_t[i * (n + m) + j] + svdU_prod[i * m + j];
            }
        }
    }
    if (grad_W != NULL) {
        /* singular_vectors.lua:5  grad_W = svdU_t_svdV_t_[1..n, 1..m] */
        mdrt_copy(n * m, svdU_prod, grad_W);
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   m          size, >= 0
 *   A          n x m, row-major
 *   W          n x m, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_A     out, n x m, row-major; NULL: left out
 *   grad_W     out, n x m, row-major; NULL: left out
 *   work       singular_vectors_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int singular_vectors_value_grad(int64_t n, int64_t m, const double *A, const double *W,
    double *value, double *grad_A, double *grad_W, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || m < 0 || singular_vectors_value_grad_work(n, m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (n + m - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 7);
    } else {
        rc = singular_vectors_value_grad_compute(n, m, A, W, value, grad_A, grad_W, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(n, m), grad_A);
        mdrt_nan(mdrt_imul(n, m), grad_W);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
