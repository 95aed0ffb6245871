/* Made by mdgen 0.1.0 from gradient_of_negative_determinant.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * gradient_of_negative_determinant
 *     value = log det(A' A + A + 2 I - A') + log det(A A' + I) + log det(tril(L) tril(L)')
 *     grad_A = A ((A' A + A + 2 I - A')^-1 + (A' A + A + 2 I - A')^-T) + (A' A + A + 2 I - A')^-T + 2 (A A' + I)^-1 A - (A' A + A + 2 I - A')^-1
 *     grad_L = 2 tril((tril(L) tril(L)')^-1 tril(L))
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from gradient_of_negative_determinant.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t gradient_of_negative_determinant_value_work(int64_t n);
int gradient_of_negative_determinant_value(int64_t n, const double *A, const double *L,
    double *value, void *work);
size_t gradient_of_negative_determinant_grad_work(int64_t n);
int gradient_of_negative_determinant_grad(int64_t n, const double *A, const double *L,
    double *grad_A, double *grad_L, void *work);
size_t gradient_of_negative_determinant_value_grad_work(int64_t n);
int gradient_of_negative_determinant_value_grad(int64_t n, const double *A,
    const double *L, double *value, double *grad_A, double *grad_L, void *work);
size_t gradient_of_negative_determinant_jvp_work(int64_t n);
int gradient_of_negative_determinant_jvp(int64_t n, const double *A, const double *L,
    const double *v_A, const double *v_L, double *dvalue, void *work);
size_t gradient_of_negative_determinant_hvp_work(int64_t n);
int gradient_of_negative_determinant_hvp(int64_t n, const double *A, const double *L,
    const double *v_A, const double *v_L, double *hv_A, double *hv_L, void *work);
size_t gradient_of_negative_determinant_hessian_work(int64_t n);
int gradient_of_negative_determinant_hessian(int64_t n, const double *A, const double *L,
    double *hess_A_A, double *hess_A_L, double *hess_L_L, void *work);

/* Bytes of workspace for gradient_of_negative_determinant_value; SIZE_MAX if they do not fit. */
size_t gradient_of_negative_determinant_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_sum */
    return bytes;
}

MDRT_VECTORISE
static int gradient_of_negative_determinant_value_compute(int64_t n, const double *A,
    const double *L, double *value, void *work)
{
    double *const L_t = (double *)work;
    double *const sum = L_t + (n * n);
    double *const L_sum = sum + (n * n);
    double *const sum_ = sum; /* its memory is free by then */
    double *const LU_sum = L_sum; /* its memory is free by then */
    double *const L_t_L_t = sum; /* its memory is free by then */
    double *const LU_prod_prod = L_t; /* its memory is free by then */
    int32_t *const piv_sum = (int32_t *)(void *)(L_sum + (n * n));
    int32_t *const piv_prod_prod = piv_sum; /* its memory is free by then */
    double logdet_sum = 0.0;
    double logdet_sum_ = 0.0;
    double logdet_prod_prod = 0.0;
    int rc = MDRT_EOK;

    /* gradient_of_negative_determinant.lua:4  L_t = tril(L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            L_t[i * n + j] = (i >= j ? L[i * n + j] : 0.0);
        }
    }
    /* gradient_of_negative_determinant.lua:7  sum = A A' */
    mdrt_syrk(MDRT_N, n, n, 1.0, A, n, 0.0, sum, n);
    /* gradient_of_negative_determinant.lua:7  sum += I */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum[i * n + j] += (i == j ? 1.0 : 0.0);
        }
    }
    /* gradient_of_negative_determinant.lua:7  factors of I */
    rc = mdrt_chol(n, sum, L_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_sum = log det(sum) */
    logdet_sum = mdrt_chol_logdet(n, L_sum);
    /* gradient_of_negative_determinant.lua:7  sum_ = A' A */
    mdrt_syrk(MDRT_T, n, n, 1.0, A, n, 0.0, sum_, n);
    /* gradient_of_negative_determinant.lua:7  sum_ += A + 2 I - A' */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum_[i * n + j] += A[i * n + j] + 2.0 * (i == j ? 1.0 : 0.0) - A[j * n + i];
        }
    }
    /* gradient_of_negative_determinant.lua:7  factors of A + 2 I - A' */
    rc = mdrt_lu(n, sum_, LU_sum, piv_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_sum_ = log det(sum_) */
    rc = mdrt_lu_logdet(n, LU_sum, piv_sum, &logdet_sum_);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  L_t_L_t = L_t L_t' */
    mdrt_syrk(MDRT_N, n, n, 1.0, L_t, n, 0.0, L_t_L_t, n);
    /* gradient_of_negative_determinant.lua:7  factors of L_t L_t' */
    rc = mdrt_lu(n, L_t_L_t, LU_prod_prod, piv_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_prod_prod = log det(L_t_L_t) */
    rc = mdrt_lu_logdet(n, LU_prod_prod, piv_prod_prod, &logdet_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  value = logdet_sum + logdet_sum_ + logdet_prod_prod */
    *value = logdet_sum + logdet_sum_ + logdet_prod_prod;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   L          n x n, row-major
 *   value      out, 1 element; NULL: left out
 *   work       gradient_of_negative_determinant_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int gradient_of_negative_determinant_value(int64_t n, const double *A, const double *L,
    double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || gradient_of_negative_determinant_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (value != NULL) {
        rc = gradient_of_negative_determinant_value_compute(n, A, L, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for gradient_of_negative_determinant_grad; SIZE_MAX if they do not fit. */
size_t gradient_of_negative_determinant_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t_L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t_inv_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_lu_inv_work(n), sizeof(double))); /* scratch */
    return bytes;
}

MDRT_VECTORISE
static int gradient_of_negative_determinant_grad_compute(int64_t n, const double *A,
    const double *L, double *grad_A, double *grad_L, void *work)
{
    double *const L_t = (double *)work;
    double *const sum = L_t + (n * n);
    double *const sum_ = sum + (n * n);
    double *const LU_sum = sum_ + (n * n);
    double *const L_t_L_t = LU_sum + (n * n);
    double *const LU_prod_prod = L_t_L_t + (n * n);
    double *const L_t_inv_prod = LU_prod_prod + (n * n);
    double *const scratch = L_t_inv_prod + (n * n);
    double *const inv_sum = L_t; /* its memory is free by then */
    double *const L_sum = sum_; /* its memory is free by then */
    double *const A_inv_sum = LU_sum; /* its memory is free by then */
    int32_t *const piv_sum = (int32_t *)(void *)(scratch + mdrt_lu_inv_work(n));
    int32_t *const piv_prod_prod = piv_sum + n;
    double logdet_sum = 0.0;
    double logdet_prod_prod = 0.0;
    int rc = MDRT_EOK;

    /* gradient_of_negative_determinant.lua:4  L_t = tril(L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            L_t[i * n + j] = (i >= j ? L[i * n + j] : 0.0);
        }
    }
    if (grad_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  sum = A A' */
        mdrt_syrk(MDRT_N, n, n, 1.0, A, n, 0.0, sum, n);
        /* gradient_of_negative_determinant.lua:7  sum += I */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                sum[i * n + j] += (i == j ? 1.0 : 0.0);
            }
        }
    }
    /* gradient_of_negative_determinant.lua:7  sum_ = A' A */
    mdrt_syrk(MDRT_T, n, n, 1.0, A, n, 0.0, sum_, n);
    /* gradient_of_negative_determinant.lua:7  sum_ += A + 2 I - A' */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum_[i * n + j] += A[i * n + j] + 2.0 * (i == j ? 1.0 : 0.0) - A[j * n + i];
        }
    }
    /* gradient_of_negative_determinant.lua:7  factors of A + 2 I - A' */
    rc = mdrt_lu(n, sum_, LU_sum, piv_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_sum = log det(sum_) */
    rc = mdrt_lu_logdet(n, LU_sum, piv_sum, &logdet_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  L_t_L_t = L_t L_t' */
    mdrt_syrk(MDRT_N, n, n, 1.0, L_t, n, 0.0, L_t_L_t, n);
    /* gradient_of_negative_determinant.lua:7  factors of L_t L_t' */
    rc = mdrt_lu(n, L_t_L_t, LU_prod_prod, piv_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_prod_prod = log det(L_t_L_t) */
    rc = mdrt_lu_logdet(n, LU_prod_prod, piv_prod_prod, &logdet_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    if (grad_L != NULL) {
        /* gradient_of_negative_determinant.lua:7  L_t_inv_prod = L_t_L_t^-1 L_t */
        mdrt_copy(n * n, L_t, L_t_inv_prod);
        rc = mdrt_lu_solve(MDRT_N, n, n, LU_prod_prod, piv_prod_prod, L_t_inv_prod);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
    }
    if (grad_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  inv_sum = sum_^-1 */
        rc = mdrt_lu_inv(n, LU_sum, piv_sum, inv_sum, scratch);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  grad_A = A inv_sum */
        mdrt_gemm(MDRT_N, MDRT_N, n, n, n, 1.0, A, n, inv_sum, n, 0.0, grad_A, n);
        /* gradient_of_negative_determinant.lua:7  grad_A += A inv_sum' */
        mdrt_gemm(MDRT_N, MDRT_T, n, n, n, 1.0, A, n, inv_sum, n, 1.0, grad_A, n);
        /* gradient_of_negative_determinant.lua:7  factors of I */
        rc = mdrt_chol(n, sum, L_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  A_inv_sum = sum^-1 A */
        mdrt_copy(n * n, A, A_inv_sum);
        rc = mdrt_chol_solve(n, n, L_sum, A_inv_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  grad_A += 2 A_inv_sum + inv_sum' - inv_sum */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_A[i * n + j] += inv_sum[j * n + i] + 2.0 * A_inv_sum[i * n + j] - inv_sum[i * n + j];
            }
        }
    }
    if (grad_L != NULL) {
        /* gradient_of_negative_determinant.lua:4  grad_L = 2 tril(L_t_inv_prod) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_L[i * n + j] = 2.0 * (i >= j ? L_t_inv_prod[i * n + j] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   L          n x n, row-major
 *   grad_A     out, n x n, row-major; NULL: left out
 *   grad_L     out, n x n, row-major; NULL: left out
 *   work       gradient_of_negative_determinant_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int gradient_of_negative_determinant_grad(int64_t n, const double *A, const double *L,
    double *grad_A, double *grad_L, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || gradient_of_negative_determinant_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = gradient_of_negative_determinant_grad_compute(n, A, L, grad_A, grad_L, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), grad_A);
        mdrt_nan(mdrt_imul(n, n), grad_L);
    }
    return rc;
}

/* Bytes of workspace for gradient_of_negative_determinant_value_grad; SIZE_MAX if they do not fit. */
size_t gradient_of_negative_determinant_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t_L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t_inv_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_lu_inv_work(n), sizeof(double))); /* scratch */
    return bytes;
}

MDRT_VECTORISE
static int gradient_of_negative_determinant_value_grad_compute(int64_t n, const double *A,
    const double *L, double *value, double *grad_A, double *grad_L, void *work)
{
    double *const L_t = (double *)work;
    double *const sum = L_t + (n * n);
    double *const L_sum = sum + (n * n);
    double *const sum_ = L_sum + (n * n);
    double *const LU_sum = sum_ + (n * n);
    double *const L_t_L_t = LU_sum + (n * n);
    double *const LU_prod_prod = L_t_L_t + (n * n);
    double *const L_t_inv_prod = LU_prod_prod + (n * n);
    double *const scratch = L_t_inv_prod + (n * n);
    double *const inv_sum = L_t; /* its memory is free by then */
    double *const A_inv_sum = sum_; /* its memory is free by then */
    int32_t *const piv_sum = (int32_t *)(void *)(scratch + mdrt_lu_inv_work(n));
    int32_t *const piv_prod_prod = piv_sum + n;
    double logdet_sum = 0.0;
    double logdet_sum_ = 0.0;
    double logdet_prod_prod = 0.0;
    int rc = MDRT_EOK;

    /* gradient_of_negative_determinant.lua:4  L_t = tril(L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            L_t[i * n + j] = (i >= j ? L[i * n + j] : 0.0);
        }
    }
    if (value != NULL || grad_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  sum = A A' */
        mdrt_syrk(MDRT_N, n, n, 1.0, A, n, 0.0, sum, n);
        /* gradient_of_negative_determinant.lua:7  sum += I */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                sum[i * n + j] += (i == j ? 1.0 : 0.0);
            }
        }
        /* gradient_of_negative_determinant.lua:7  factors of I */
        rc = mdrt_chol(n, sum, L_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
    }
    if (value != NULL) {
        /* gradient_of_negative_determinant.lua:7  logdet_sum = log det(sum) */
        logdet_sum = mdrt_chol_logdet(n, L_sum);
    }
    /* gradient_of_negative_determinant.lua:7  sum_ = A' A */
    mdrt_syrk(MDRT_T, n, n, 1.0, A, n, 0.0, sum_, n);
    /* gradient_of_negative_determinant.lua:7  sum_ += A + 2 I - A' */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum_[i * n + j] += A[i * n + j] + 2.0 * (i == j ? 1.0 : 0.0) - A[j * n + i];
        }
    }
    /* gradient_of_negative_determinant.lua:7  factors of A + 2 I - A' */
    rc = mdrt_lu(n, sum_, LU_sum, piv_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_sum_ = log det(sum_) */
    rc = mdrt_lu_logdet(n, LU_sum, piv_sum, &logdet_sum_);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  L_t_L_t = L_t L_t' */
    mdrt_syrk(MDRT_N, n, n, 1.0, L_t, n, 0.0, L_t_L_t, n);
    /* gradient_of_negative_determinant.lua:7  factors of L_t L_t' */
    rc = mdrt_lu(n, L_t_L_t, LU_prod_prod, piv_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_prod_prod = log det(L_t_L_t) */
    rc = mdrt_lu_logdet(n, LU_prod_prod, piv_prod_prod, &logdet_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    if (value != NULL) {
        /* gradient_of_negative_determinant.lua:7  value = logdet_sum + logdet_sum_ + logdet_prod_prod */
        *value = logdet_sum + logdet_sum_ + logdet_prod_prod;
    }
    if (grad_L != NULL) {
        /* gradient_of_negative_determinant.lua:7  L_t_inv_prod = L_t_L_t^-1 L_t */
        mdrt_copy(n * n, L_t, L_t_inv_prod);
        rc = mdrt_lu_solve(MDRT_N, n, n, LU_prod_prod, piv_prod_prod, L_t_inv_prod);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
    }
    if (grad_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  inv_sum = sum_^-1 */
        rc = mdrt_lu_inv(n, LU_sum, piv_sum, inv_sum, scratch);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  grad_A = A inv_sum */
        mdrt_gemm(MDRT_N, MDRT_N, n, n, n, 1.0, A, n, inv_sum, n, 0.0, grad_A, n);
        /* gradient_of_negative_determinant.lua:7  grad_A += A inv_sum' */
        mdrt_gemm(MDRT_N, MDRT_T, n, n, n, 1.0, A, n, inv_sum, n, 1.0, grad_A, n);
        /* gradient_of_negative_determinant.lua:7  A_inv_sum = sum^-1 A */
        mdrt_copy(n * n, A, A_inv_sum);
        rc = mdrt_chol_solve(n, n, L_sum, A_inv_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  grad_A += 2 A_inv_sum + inv_sum' - inv_sum */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_A[i * n + j] += inv_sum[j * n + i] + 2.0 * A_inv_sum[i * n + j] - inv_sum[i * n + j];
            }
        }
    }
    if (grad_L != NULL) {
        /* gradient_of_negative_determinant.lua:4  grad_L = 2 tril(L_t_inv_prod) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_L[i * n + j] = 2.0 * (i >= j ? L_t_inv_prod[i * n + j] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   L          n x n, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_A     out, n x n, row-major; NULL: left out
 *   grad_L     out, n x n, row-major; NULL: left out
 *   work       gradient_of_negative_determinant_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int gradient_of_negative_determinant_value_grad(int64_t n, const double *A,
    const double *L, double *value, double *grad_A, double *grad_L, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || gradient_of_negative_determinant_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = gradient_of_negative_determinant_value_grad_compute(n, A, L, value, grad_A, grad_L, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(n, n), grad_A);
        mdrt_nan(mdrt_imul(n, n), grad_L);
    }
    return rc;
}

/* Bytes of workspace for gradient_of_negative_determinant_jvp; SIZE_MAX if they do not fit. */
size_t gradient_of_negative_determinant_jvp_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t_L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_lu_inv_work(n), sizeof(double))); /* scratch */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* inv_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_lu_inv_work(n), sizeof(double))); /* scratch_ */
    return bytes;
}

MDRT_VECTORISE
static int gradient_of_negative_determinant_jvp_compute(int64_t n, const double *A,
    const double *L, const double *v_A, const double *v_L, double *dvalue, void *work)
{
    double *const L_t = (double *)work;
    double *const sum = L_t + (n * n);
    double *const sum_ = sum + (n * n);
    double *const LU_sum = sum_ + (n * n);
    double *const L_t_L_t = LU_sum + (n * n);
    double *const LU_prod_prod = L_t_L_t + (n * n);
    double *const scratch = LU_prod_prod + (n * n);
    double *const inv_prod_prod = scratch + mdrt_lu_inv_work(n);
    double *const scratch_ = inv_prod_prod + (n * n);
    double *const inv_sum = L_t_L_t; /* its memory is free by then */
    double *const L_sum = sum_; /* its memory is free by then */
    double *const inv_sum_ = LU_sum; /* its memory is free by then */
    double *const t_v_L = sum; /* its memory is free by then */
    double *const A_v_A = sum_; /* its memory is free by then */
    double *const A_v_A_ = LU_prod_prod; /* its memory is free by then */
    double *const A_v_A_2 = sum_; /* its memory is free by then */
    double *const A_v_A_3 = LU_sum; /* its memory is free by then */
    double *const L_t_t_v_L = sum_; /* its memory is free by then */
    double *const L_t_t_v_L_ = LU_sum; /* its memory is free by then */
    int32_t *const piv_sum = (int32_t *)(void *)(scratch_ + mdrt_lu_inv_work(n));
    int32_t *const piv_prod_prod = piv_sum + n;
    double logdet_sum = 0.0;
    double logdet_prod_prod = 0.0;
    double inv_sum_sum = 0.0;
    double inv_sum_sum_ = 0.0;
    double inv_prod_sum = 0.0;
    int rc = MDRT_EOK;

    /* gradient_of_negative_determinant.lua:4  L_t = tril(L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            L_t[i * n + j] = (i >= j ? L[i * n + j] : 0.0);
        }
    }
    /* gradient_of_negative_determinant.lua:7  sum = A A' */
    mdrt_syrk(MDRT_N, n, n, 1.0, A, n, 0.0, sum, n);
    /* gradient_of_negative_determinant.lua:7  sum += I */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum[i * n + j] += (i == j ? 1.0 : 0.0);
        }
    }
    /* gradient_of_negative_determinant.lua:7  sum_ = A' A */
    mdrt_syrk(MDRT_T, n, n, 1.0, A, n, 0.0, sum_, n);
    /* gradient_of_negative_determinant.lua:7  sum_ += A + 2 I - A' */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum_[i * n + j] += A[i * n + j] + 2.0 * (i == j ? 1.0 : 0.0) - A[j * n + i];
        }
    }
    /* gradient_of_negative_determinant.lua:7  factors of A + 2 I - A' */
    rc = mdrt_lu(n, sum_, LU_sum, piv_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_sum = log det(sum_) */
    rc = mdrt_lu_logdet(n, LU_sum, piv_sum, &logdet_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  L_t_L_t = L_t L_t' */
    mdrt_syrk(MDRT_N, n, n, 1.0, L_t, n, 0.0, L_t_L_t, n);
    /* gradient_of_negative_determinant.lua:7  factors of L_t L_t' */
    rc = mdrt_lu(n, L_t_L_t, LU_prod_prod, piv_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_prod_prod = log det(L_t_L_t) */
    rc = mdrt_lu_logdet(n, LU_prod_prod, piv_prod_prod, &logdet_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  inv_prod_prod = L_t_L_t^-1 */
    rc = mdrt_lu_inv(n, LU_prod_prod, piv_prod_prod, inv_prod_prod, scratch);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  inv_sum = sum_^-1 */
    rc = mdrt_lu_inv(n, LU_sum, piv_sum, inv_sum, scratch_);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  factors of I */
    rc = mdrt_chol(n, sum, L_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  inv_sum_ = sum^-1 */
    rc = mdrt_chol_inv(n, L_sum, inv_sum_);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:4  t_v_L = tril(v_L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            t_v_L[i * n + j] = (i >= j ? v_L[i * n + j] : 0.0);
        }
    }
    /* gradient_of_negative_determinant.lua:7  A_v_A = v_A A' */
    mdrt_gemm(MDRT_N, MDRT_T, n, n, n, 1.0, v_A, n, A, n, 0.0, A_v_A, n);
    /* gradient_of_negative_determinant.lua:7  A_v_A_ = A v_A' */
    mdrt_gemm(MDRT_N, MDRT_T, n, n, n, 1.0, A, n, v_A, n, 0.0, A_v_A_, n);
    /* gradient_of_negative_determinant.lua:7  inv_sum_sum = Tr(inv_sum_ (A_v_A + A_v_A_)) */
    {
        double s = 0.0;
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                s += inv_sum_[i * n + j] * (A_v_A[j * n + i] + A_v_A_[j * n + i]);
            }
        }
        inv_sum_sum = s;
    }
    /* gradient_of_negative_determinant.lua:7  A_v_A_2 = v_A' A */
    mdrt_gemm(MDRT_T, MDRT_N, n, n, n, 1.0, v_A, n, A, n, 0.0, A_v_A_2, n);
    /* gradient_of_negative_determinant.lua:7  A_v_A_3 = A' v_A */
    mdrt_gemm(MDRT_T, MDRT_N, n, n, n, 1.0, A, n, v_A, n, 0.0, A_v_A_3, n);
    /* gradient_of_negative_determinant.lua:7  inv_sum_sum_ = Tr(inv_sum (v_A + A_v_A_2 + A_v_A_3 - v_A')) */
    {
        double s_ = 0.0;
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                s_ += inv_sum[i * n + j] * (v_A[j * n + i] + A_v_A_2[j * n + i] + A_v_A_3[j * n + i] - v_A[i * n + j]);
            }
        }
        inv_sum_sum_ = s_;
    }
    /* gradient_of_negative_determinant.lua:7  L_t_t_v_L = t_v_L L_t' */
    mdrt_gemm(MDRT_N, MDRT_T, n, n, n, 1.0, t_v_L, n, L_t, n, 0.0, L_t_t_v_L, n);
    /* gradient_of_negative_determinant.lua:7  L_t_t_v_L_ = L_t t_v_L' */
    mdrt_gemm(MDRT_N, MDRT_T, n, n, n, 1.0, L_t, n, t_v_L, n, 0.0, L_t_t_v_L_, n);
    /* gradient_of_negative_determinant.lua:7  inv_prod_sum = Tr(inv_prod_prod (L_t_t_v_L + L_t_t_v_L_)) */
    {
        double s_2 = 0.0;
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                s_2 += inv_prod_prod[i * n + j] * (L_t_t_v_L[j * n + i] + L_t_t_v_L_[j * n + i]);
            }
        }
        inv_prod_sum = s_2;
    }
    /* gradient_of_negative_determinant.lua:7  dvalue = inv_sum_sum + inv_sum_sum_ + inv_prod_sum */
    *dvalue = inv_sum_sum + inv_sum_sum_ + inv_prod_sum;
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   L          n x n, row-major
 *   v_A        n x n, row-major
 *   v_L        n x n, row-major
 *   dvalue     out, 1 element; NULL: left out
 *   work       gradient_of_negative_determinant_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int gradient_of_negative_determinant_jvp(int64_t n, const double *A, const double *L,
    const double *v_A, const double *v_L, double *dvalue, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || gradient_of_negative_determinant_jvp_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (dvalue != NULL) {
        rc = gradient_of_negative_determinant_jvp_compute(n, A, L, v_A, v_L, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, dvalue);
    }
    return rc;
}

/* Bytes of workspace for gradient_of_negative_determinant_hvp; SIZE_MAX if they do not fit. */
size_t gradient_of_negative_determinant_hvp_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t_L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_lu_inv_work(n), sizeof(double))); /* scratch */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* inv_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* t_v_L */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* A_v_A */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* A_v_A_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum_2 */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t_t_v_L */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t_t_v_L_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* inv_prod_t_v_L */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* inv_sum_v_A */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* inv_prod_sum */
    return bytes;
}

MDRT_VECTORISE
static int gradient_of_negative_determinant_hvp_compute(int64_t n, const double *A,
    const double *L, const double *v_A, const double *v_L, double *hv_A, double *hv_L,
    void *work)
{
    double *const L_t = (double *)work;
    double *const sum = L_t + (n * n);
    double *const sum_ = sum + (n * n);
    double *const LU_sum = sum_ + (n * n);
    double *const L_t_L_t = LU_sum + (n * n);
    double *const LU_prod_prod = L_t_L_t + (n * n);
    double *const scratch = LU_prod_prod + (n * n);
    double *const inv_sum = scratch + mdrt_lu_inv_work(n);
    double *const t_v_L = inv_sum + (n * n);
    double *const A_v_A = t_v_L + (n * n);
    double *const A_v_A_ = A_v_A + (n * n);
    double *const sum_2 = A_v_A_ + (n * n);
    double *const L_t_t_v_L = sum_2 + (n * n);
    double *const L_t_t_v_L_ = L_t_t_v_L + (n * n);
    double *const inv_prod_t_v_L = L_t_t_v_L_ + (n * n);
    double *const inv_sum_v_A = inv_prod_t_v_L + (n * n);
    double *const inv_prod_sum = inv_sum_v_A + (n * n);
    double *const L_sum = t_v_L; /* its memory is free by then */
    double *const inv_prod_inv_sum = L_t_t_v_L; /* its memory is free by then */
    double *const L_t_inv_prod = L_t_L_t; /* its memory is free by then */
    double *const inv_sum_sum = L_t; /* its memory is free by then */
    double *const inv_sum_inv_sum = LU_prod_prod; /* its memory is free by then */
    double *const inv_sum_sum_ = L_t; /* its memory is free by then */
    double *const inv_sum_inv_sum_ = sum_; /* its memory is free by then */
    double *const A_inv_prod = L_t; /* its memory is free by then */
    int32_t *const piv_sum = (int32_t *)(void *)(inv_prod_sum + (n * n));
    int32_t *const piv_prod_prod = piv_sum + n;
    double logdet_sum = 0.0;
    double logdet_prod_prod = 0.0;
    int rc = MDRT_EOK;

    /* gradient_of_negative_determinant.lua:4  L_t = tril(L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            L_t[i * n + j] = (i >= j ? L[i * n + j] : 0.0);
        }
    }
    if (hv_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  sum = A A' */
        mdrt_syrk(MDRT_N, n, n, 1.0, A, n, 0.0, sum, n);
        /* gradient_of_negative_determinant.lua:7  sum += I */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                sum[i * n + j] += (i == j ? 1.0 : 0.0);
            }
        }
    }
    /* gradient_of_negative_determinant.lua:7  sum_ = A' A */
    mdrt_syrk(MDRT_T, n, n, 1.0, A, n, 0.0, sum_, n);
    /* gradient_of_negative_determinant.lua:7  sum_ += A + 2 I - A' */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum_[i * n + j] += A[i * n + j] + 2.0 * (i == j ? 1.0 : 0.0) - A[j * n + i];
        }
    }
    /* gradient_of_negative_determinant.lua:7  factors of A + 2 I - A' */
    rc = mdrt_lu(n, sum_, LU_sum, piv_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_sum = log det(sum_) */
    rc = mdrt_lu_logdet(n, LU_sum, piv_sum, &logdet_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  L_t_L_t = L_t L_t' */
    mdrt_syrk(MDRT_N, n, n, 1.0, L_t, n, 0.0, L_t_L_t, n);
    /* gradient_of_negative_determinant.lua:7  factors of L_t L_t' */
    rc = mdrt_lu(n, L_t_L_t, LU_prod_prod, piv_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_prod_prod = log det(L_t_L_t) */
    rc = mdrt_lu_logdet(n, LU_prod_prod, piv_prod_prod, &logdet_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    if (hv_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  inv_sum = sum_^-1 */
        rc = mdrt_lu_inv(n, LU_sum, piv_sum, inv_sum, scratch);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
    }
    if (hv_L != NULL) {
        /* gradient_of_negative_determinant.lua:4  t_v_L = tril(v_L) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                t_v_L[i * n + j] = (i >= j ? v_L[i * n + j] : 0.0);
            }
        }
    }
    if (hv_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  A_v_A = v_A A' */
        mdrt_gemm(MDRT_N, MDRT_T, n, n, n, 1.0, v_A, n, A, n, 0.0, A_v_A, n);
        /* gradient_of_negative_determinant.lua:7  A_v_A_ = A v_A' */
        mdrt_gemm(MDRT_N, MDRT_T, n, n, n, 1.0, A, n, v_A, n, 0.0, A_v_A_, n);
        /* gradient_of_negative_determinant.lua:7  sum_2 = v_A' A */
        mdrt_gemm(MDRT_T, MDRT_N, n, n, n, 1.0, v_A, n, A, n, 0.0, sum_2, n);
        /* gradient_of_negative_determinant.lua:7  sum_2 += A' v_A */
        mdrt_gemm(MDRT_T, MDRT_N, n, n, n, 1.0, A, n, v_A, n, 1.0, sum_2, n);
        /* gradient_of_negative_determinant.lua:7  sum_2 += v_A - v_A' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                sum_2[i * n + j] += v_A[i * n + j] - v_A[j * n + i];
            }
        }
    }
    if (hv_L != NULL) {
        /* gradient_of_negative_determinant.lua:7  L_t_t_v_L = t_v_L L_t' */
        mdrt_gemm(MDRT_N, MDRT_T, n, n, n, 1.0, t_v_L, n, L_t, n, 0.0, L_t_t_v_L, n);
        /* gradient_of_negative_determinant.lua:7  L_t_t_v_L_ = L_t t_v_L' */
        mdrt_gemm(MDRT_N, MDRT_T, n, n, n, 1.0, L_t, n, t_v_L, n, 0.0, L_t_t_v_L_, n);
        /* gradient_of_negative_determinant.lua:7  inv_prod_t_v_L = L_t_L_t^-1 t_v_L */
        mdrt_copy(n * n, t_v_L, inv_prod_t_v_L);
        rc = mdrt_lu_solve(MDRT_N, n, n, LU_prod_prod, piv_prod_prod, inv_prod_t_v_L);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
    }
    if (hv_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  hv_A = v_A inv_sum */
        mdrt_gemm(MDRT_N, MDRT_N, n, n, n, 1.0, v_A, n, inv_sum, n, 0.0, hv_A, n);
        /* gradient_of_negative_determinant.lua:7  hv_A += v_A inv_sum' */
        mdrt_gemm(MDRT_N, MDRT_T, n, n, n, 1.0, v_A, n, inv_sum, n, 1.0, hv_A, n);
        /* gradient_of_negative_determinant.lua:7  factors of I */
        rc = mdrt_chol(n, sum, L_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  inv_sum_v_A = sum^-1 v_A */
        mdrt_copy(n * n, v_A, inv_sum_v_A);
        rc = mdrt_chol_solve(n, n, L_sum, inv_sum_v_A);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
    }
    if (hv_L != NULL) {
        /* gradient_of_negative_determinant.lua:7  inv_prod_sum = L_t_L_t^-1 (L_t_t_v_L + L_t_t_v_L_)' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                inv_prod_sum[i * n + j] = L_t_t_v_L[j * n + i] + L_t_t_v_L_[j * n + i];
            }
        }
        rc = mdrt_lu_solve(MDRT_N, n, n, LU_prod_prod, piv_prod_prod, inv_prod_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  inv_prod_inv_sum = L_t_L_t^-1 inv_prod_sum' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                inv_prod_inv_sum[i * n + j] = inv_prod_sum[j * n + i];
            }
        }
        rc = mdrt_lu_solve(MDRT_N, n, n, LU_prod_prod, piv_prod_prod, inv_prod_inv_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  L_t_inv_prod = inv_prod_inv_sum L_t */
        mdrt_gemm(MDRT_N, MDRT_N, n, n, n, 1.0, inv_prod_inv_sum, n, L_t, n, 0.0, L_t_inv_prod, n);
    }
    if (hv_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  inv_sum_sum = inv_sum' sum_2' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                inv_sum_sum[i * n + j] = sum_2[j * n + i];
            }
        }
        rc = mdrt_lu_solve(MDRT_T, n, n, LU_sum, piv_sum, inv_sum_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  inv_sum_inv_sum = inv_sum inv_sum_sum' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                inv_sum_inv_sum[i * n + j] = inv_sum_sum[j * n + i];
            }
        }
        rc = mdrt_lu_solve(MDRT_N, n, n, LU_sum, piv_sum, inv_sum_inv_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  hv_A += -1 * (A inv_sum_inv_sum) */
        mdrt_gemm(MDRT_N, MDRT_N, n, n, n, -1.0, A, n, inv_sum_inv_sum, n, 1.0, hv_A, n);
        /* gradient_of_negative_determinant.lua:7  hv_A += -1 * (A inv_sum_inv_sum') */
        mdrt_gemm(MDRT_N, MDRT_T, n, n, n, -1.0, A, n, inv_sum_inv_sum, n, 1.0, hv_A, n);
        /* gradient_of_negative_determinant.lua:7  inv_sum_sum_ = (A_v_A + A_v_A_) sum^-1 */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                inv_sum_sum_[i * n + j] = A_v_A[i * n + j] + A_v_A_[i * n + j];
            }
        }
        rc = mdrt_chol_solve_rows(n, n, L_sum, inv_sum_sum_);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  inv_sum_inv_sum_ = inv_sum_sum_' sum^-1 */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                inv_sum_inv_sum_[i * n + j] = inv_sum_sum_[j * n + i];
            }
        }
        rc = mdrt_chol_solve_rows(n, n, L_sum, inv_sum_inv_sum_);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  A_inv_prod = inv_sum_inv_sum_' A */
        mdrt_gemm(MDRT_T, MDRT_N, n, n, n, 1.0, inv_sum_inv_sum_, n, A, n, 0.0, A_inv_prod, n);
        /* gradient_of_negative_determinant.lua:7  hv_A += inv_sum_inv_sum + 2 inv_sum_v_A - 2 A_inv_prod - inv_sum_inv_sum' */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                hv_A[i * n + j] += inv_sum_inv_sum[i * n + j] + 2.0 * (inv_sum_v_A[i * n + j] - A_inv_prod[i * n + j]) - inv_sum_inv_sum[j * n + i];
            }
        }
    }
    if (hv_L != NULL) {
        /* gradient_of_negative_determinant.lua:4  hv_L = 2 tril(inv_prod_t_v_L - L_t_inv_prod) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                hv_L[i * n + j] = 2.0 * (i >= j ? inv_prod_t_v_L[i * n + j] - L_t_inv_prod[i * n + j] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The Hessian times a direction.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   L          n x n, row-major
 *   v_A        n x n, row-major
 *   v_L        n x n, row-major
 *   hv_A       out, n x n, row-major; NULL: left out
 *   hv_L       out, n x n, row-major; NULL: left out
 *   work       gradient_of_negative_determinant_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int gradient_of_negative_determinant_hvp(int64_t n, const double *A, const double *L,
    const double *v_A, const double *v_L, double *hv_A, double *hv_L, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || gradient_of_negative_determinant_hvp_work(n) == SIZE_MAX) {
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
    } else {
        rc = gradient_of_negative_determinant_hvp_compute(n, A, L, v_A, v_L, hv_A, hv_L, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), hv_A);
        mdrt_nan(mdrt_imul(n, n), hv_L);
    }
    return rc;
}

/* Bytes of workspace for gradient_of_negative_determinant_hessian; SIZE_MAX if they do not fit. */
size_t gradient_of_negative_determinant_hessian_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* sum_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t_L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* piv_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* LU_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_lu_inv_work(n), sizeof(double))); /* scratch */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* inv_prod_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t_inv_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_lu_inv_work(n), sizeof(double))); /* scratch_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* inv_sum_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double))); /* sum_2 */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double))); /* sum_3 */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double))); /* sum_4 */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double))); /* inv_sum_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double))); /* A_inv_prod_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double))); /* sum_A_inv */
    return bytes;
}

MDRT_VECTORISE
static int gradient_of_negative_determinant_hessian_compute(int64_t n, const double *A,
    const double *L, double *hess_A_A, double *hess_A_L, double *hess_L_L, void *work)
{
    double *const L_t = (double *)work;
    double *const sum = L_t + (n * n);
    double *const sum_ = sum + (n * n);
    double *const LU_sum = sum_ + (n * n);
    double *const L_t_L_t = LU_sum + (n * n);
    double *const LU_prod_prod = L_t_L_t + (n * n);
    double *const scratch = LU_prod_prod + (n * n);
    double *const inv_prod_prod = scratch + mdrt_lu_inv_work(n);
    double *const L_t_inv_prod = inv_prod_prod + (n * n);
    double *const scratch_ = L_t_inv_prod + (n * n);
    double *const inv_sum_ = scratch_ + mdrt_lu_inv_work(n);
    double *const sum_2 = inv_sum_ + (n * n);
    double *const sum_3 = sum_2 + (n * n * n * n);
    double *const sum_4 = sum_3 + (n * n * n * n);
    double *const inv_sum_sum = sum_4 + (n * n * n * n);
    double *const A_inv_prod_ = inv_sum_sum + (n * n * n * n);
    double *const sum_A_inv = A_inv_prod_ + (n * n * n * n);
    double *const inv_sum = L_t_L_t; /* its memory is free by then */
    double *const L_sum = LU_prod_prod; /* its memory is free by then */
    double *const inv_sum_inv_sum = sum_3; /* its memory is free by then */
    double *const A_inv_prod = inv_sum_sum; /* its memory is free by then */
    double *const A_inv_sum = L_t; /* its memory is free by then */
    double *const inv_sum_sum_prod = sum_2; /* its memory is free by then */
    double *const prod_inv_sum = sum_2; /* its memory is free by then */
    double *const inv_prod_prod_sum = sum_3; /* its memory is free by then */
    int32_t *const piv_sum = (int32_t *)(void *)(sum_A_inv + (n * n * n * n));
    int32_t *const piv_prod_prod = piv_sum + n;
    double logdet_sum = 0.0;
    double logdet_prod_prod = 0.0;
    int rc = MDRT_EOK;

    /* gradient_of_negative_determinant.lua:4  L_t = tril(L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            L_t[i * n + j] = (i >= j ? L[i * n + j] : 0.0);
        }
    }
    if (hess_A_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  sum = A A' */
        mdrt_syrk(MDRT_N, n, n, 1.0, A, n, 0.0, sum, n);
        /* gradient_of_negative_determinant.lua:7  sum += I */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                sum[i * n + j] += (i == j ? 1.0 : 0.0);
            }
        }
    }
    /* gradient_of_negative_determinant.lua:7  sum_ = A' A */
    mdrt_syrk(MDRT_T, n, n, 1.0, A, n, 0.0, sum_, n);
    /* gradient_of_negative_determinant.lua:7  sum_ += A + 2 I - A' */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            sum_[i * n + j] += A[i * n + j] + 2.0 * (i == j ? 1.0 : 0.0) - A[j * n + i];
        }
    }
    /* gradient_of_negative_determinant.lua:7  factors of A + 2 I - A' */
    rc = mdrt_lu(n, sum_, LU_sum, piv_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_sum = log det(sum_) */
    rc = mdrt_lu_logdet(n, LU_sum, piv_sum, &logdet_sum);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  L_t_L_t = L_t L_t' */
    mdrt_syrk(MDRT_N, n, n, 1.0, L_t, n, 0.0, L_t_L_t, n);
    /* gradient_of_negative_determinant.lua:7  factors of L_t L_t' */
    rc = mdrt_lu(n, L_t_L_t, LU_prod_prod, piv_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    /* gradient_of_negative_determinant.lua:7  logdet_prod_prod = log det(L_t_L_t) */
    rc = mdrt_lu_logdet(n, LU_prod_prod, piv_prod_prod, &logdet_prod_prod);
    if (rc != MDRT_EOK) {
        return MDRT_ERROR(rc, 7);
    }
    if (hess_L_L != NULL) {
        /* gradient_of_negative_determinant.lua:7  inv_prod_prod = L_t_L_t^-1 */
        rc = mdrt_lu_inv(n, LU_prod_prod, piv_prod_prod, inv_prod_prod, scratch);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  L_t_inv_prod = inv_prod_prod L_t */
        mdrt_copy(n * n, L_t, L_t_inv_prod);
        rc = mdrt_lu_solve(MDRT_N, n, n, LU_prod_prod, piv_prod_prod, L_t_inv_prod);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
    }
    if (hess_A_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  inv_sum = sum_^-1 */
        rc = mdrt_lu_inv(n, LU_sum, piv_sum, inv_sum, scratch_);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  factors of I */
        rc = mdrt_chol(n, sum, L_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  inv_sum_ = sum^-1 */
        rc = mdrt_chol_inv(n, L_sum, inv_sum_);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  sum_2 = A[l,j] I[i,k] + A[k,j] I[i,l] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        sum_2[((i * n + j) * n + k) * n + l] = (i == k ? A[l * n + j] : 0.0) + (i == l ? A[k * n + j] : 0.0);
                    }
                }
            }
        }
        /* gradient_of_negative_determinant.lua:7  sum_3 = I[i,k] I[j,l] + A[i,l] I[j,k] + A[i,k] I[j,l] - I[i,l] I[j,k] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        sum_3[((i * n + j) * n + k) * n + l] = (i == k && j == l ? 1.0 : 0.0) + (j == k ? A[i * n + l] : 0.0) + (j == l ? A[i * n + k] : 0.0) - (i == l && j == k ? 1.0 : 0.0);
                    }
                }
            }
        }
    }
    if (hess_A_L != NULL) {
        /* gradient_of_negative_determinant.lua:5  hess_A_L = 0 */
        for (int64_t i = 0; i < n * n * n * n; i++) {
            hess_A_L[i] = 0.0;
        }
    }
    if (hess_L_L != NULL) {
        /* gradient_of_negative_determinant.lua:7  sum_4 = L_t[l,j] I[i,k] tril(1 1')[k,j] + L_t[k,j] I[i,l] tril(1 1')[l,j] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        sum_4[((i * n + j) * n + k) * n + l] = (k >= j && i == k ? L_t[l * n + j] : 0.0) + (l >= j && i == l ? L_t[k * n + j] : 0.0);
                    }
                }
            }
        }
    }
    if (hess_A_A != NULL) {
        /* gradient_of_negative_determinant.lua:7  inv_sum_sum = sum_{p} inv_sum[p,i] sum_3[j,k,l,p] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        inv_sum_sum[((i * n + j) * n + k) * n + l] = sum_3[((j * n + k) * n + l) * n + i];
                    }
                }
            }
        }
        rc = mdrt_lu_solve(MDRT_T, n, n * n * n, LU_sum, piv_sum, inv_sum_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  inv_sum_inv_sum = sum_{p} inv_sum[k,p] inv_sum_sum[l,i,j,p] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        double s = 0.0;
                        for (int64_t p = 0; p < n; p++) {
                            s += inv_sum[k * n + p] * inv_sum_sum[((l * n + i) * n + j) * n + p];
                        }
                        inv_sum_inv_sum[((i * n + j) * n + k) * n + l] = s;
                    }
                }
            }
        }
        /* gradient_of_negative_determinant.lua:7  A_inv_prod = sum_{p} A[k,p] inv_sum_inv_sum[i,j,p,l] */
        mdrt_fill(n * n * n * n, 0.0, A_inv_prod);
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t p = 0; p < n; p++) {
                    for (int64_t l = 0; l < n; l++) {
                        for (int64_t k = 0; k < n; k++) {
                            A_inv_prod[((i * n + j) * n + k) * n + l] += A[k * n + p] * inv_sum_inv_sum[((i * n + j) * n + p) * n + l];
                        }
                    }
                }
            }
        }
        /* gradient_of_negative_determinant.lua:7  A_inv_prod_ = sum_{p} A[l,p] inv_sum_inv_sum[i,j,k,p] */
        mdrt_gemm(MDRT_N, MDRT_T, n * n * n, n, n, 1.0, inv_sum_inv_sum, n, A, n, 0.0, A_inv_prod_, n);
        /* gradient_of_negative_determinant.lua:7  A_inv_sum = A' inv_sum_ */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                A_inv_sum[i * n + j] = A[j * n + i];
            }
        }
        rc = mdrt_chol_solve_rows(n, n, L_sum, A_inv_sum);
        if (rc != MDRT_EOK) {
            return MDRT_ERROR(rc, 7);
        }
        /* gradient_of_negative_determinant.lua:7  sum_A_inv = sum_{p} sum_2[i,j,k,p] A_inv_sum[l,p] */
        mdrt_gemm(MDRT_N, MDRT_T, n * n * n, n, n, 1.0, sum_2, n, A_inv_sum, n, 0.0, sum_A_inv, n);
        /* gradient_of_negative_determinant.lua:7  inv_sum_sum_prod = sum_{p} inv_sum_[k,p] sum_A_inv[i,j,p,l] */
        mdrt_fill(n * n * n * n, 0.0, inv_sum_sum_prod);
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t p = 0; p < n; p++) {
                    for (int64_t l = 0; l < n; l++) {
                        for (int64_t k = 0; k < n; k++) {
                            inv_sum_sum_prod[((i * n + j) * n + k) * n + l] += inv_sum_[k * n + p] * sum_A_inv[((i * n + j) * n + p) * n + l];
                        }
                    }
                }
            }
        }
        /* gradient_of_negative_determinant.lua:5  hess_A_A = I[k,i] inv_sum[l,j] + I[k,i] inv_sum[j,l] + 2 I[l,j] inv_sum_[k,i] + inv_sum_inv_sum[k,l,i,j] - inv_sum_inv_sum[k,l,j,i] - A_inv_prod[k,l,i,j] - A_inv_prod_[k,l,j,i] - 2 inv_sum_sum_prod[k,l,i,j] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        hess_A_A[((i * n + j) * n + k) * n + l] = (k == i ? inv_sum[l * n + j] : 0.0) + (k == i ? inv_sum[j * n + l] : 0.0) + inv_sum_inv_sum[((k * n + l) * n + i) * n + j] + 2.0 * ((l == j ? inv_sum_[k * n + i] : 0.0) - inv_sum_sum_prod[((k * n + l) * n + i) * n + j]) - inv_sum_inv_sum[((k * n + l) * n + j) * n + i] - A_inv_prod[((k * n + l) * n + i) * n + j] - A_inv_prod_[((k * n + l) * n + j) * n + i];
                    }
                }
            }
        }
    }
    if (hess_L_L != NULL) {
        /* gradient_of_negative_determinant.lua:7  prod_inv_sum = sum_{p} L_t_inv_prod[p,l] sum_4[i,j,k,p] */
        mdrt_gemm(MDRT_N, MDRT_N, n * n * n, n, n, 1.0, sum_4, n, L_t_inv_prod, n, 0.0, prod_inv_sum, n);
        /* gradient_of_negative_determinant.lua:7  inv_prod_prod_sum = sum_{p} inv_prod_prod[k,p] prod_inv_sum[i,j,p,l] */
        mdrt_fill(n * n * n * n, 0.0, inv_prod_prod_sum);
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t p = 0; p < n; p++) {
                    for (int64_t l = 0; l < n; l++) {
                        for (int64_t k = 0; k < n; k++) {
                            inv_prod_prod_sum[((i * n + j) * n + k) * n + l] += inv_prod_prod[k * n + p] * prod_inv_sum[((i * n + j) * n + p) * n + l];
                        }
                    }
                }
            }
        }
        /* gradient_of_negative_determinant.lua:5  hess_L_L = 2 [tril(1 1')[i,j] (I[l,j] inv_prod_prod[k,i] tril(1 1')[k,j] - inv_prod_prod_sum[k,l,i,j])]_{i,j,k,l} */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        hess_L_L[((i * n + j) * n + k) * n + l] = 2.0 * (i >= j ? (k >= j && l == j ? inv_prod_prod[k * n + i] : 0.0) - inv_prod_prod_sum[((k * n + l) * n + i) * n + j] : 0.0);
                    }
                }
            }
        }
    }
    return MDRT_EOK;
}

/* The Hessian, a block for each pair of inputs.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   L          n x n, row-major
 *   hess_A_A   out, (n*n) x (n*n), row-major; NULL: left out
 *   hess_A_L   out, (n*n) x (n*n), row-major; NULL: left out
 *   hess_L_L   out, (n*n) x (n*n), row-major; NULL: left out
 *   work       gradient_of_negative_determinant_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int gradient_of_negative_determinant_hessian(int64_t n, const double *A, const double *L,
    double *hess_A_A, double *hess_A_L, double *hess_L_L, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || gradient_of_negative_determinant_hessian_work(n) == SIZE_MAX) {
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
    } else {
        rc = gradient_of_negative_determinant_hessian_compute(n, A, L, hess_A_A, hess_A_L, hess_L_L, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_A_A);
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_A_L);
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_L_L);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
