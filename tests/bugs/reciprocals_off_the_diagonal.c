/* Made by mdgen 0.1.0 from reciprocals_off_the_diagonal.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * reciprocals_off_the_diagonal
 *     value = Tr(B' diag(diag(D))^-2 B) + Tr(B' B diag(diag(D))^-2)
 *     grad_D = -2 diag((B .* diag(diag(D))^-1 B + (B .* B diag(diag(D))^-1)') 1 ./ diag(D).^2)
 *     grad_B = 2 (B diag(diag(D).^2)^-1 + diag(diag(D).^2)^-1 B)
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from reciprocals_off_the_diagonal.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t reciprocals_off_the_diagonal_value_work(int64_t n);
int reciprocals_off_the_diagonal_value(int64_t n, const double *D, const double *B,
    double *value, void *work);
size_t reciprocals_off_the_diagonal_grad_work(int64_t n);
int reciprocals_off_the_diagonal_grad(int64_t n, const double *D, const double *B,
    double *grad_D, double *grad_B, void *work);
size_t reciprocals_off_the_diagonal_value_grad_work(int64_t n);
int reciprocals_off_the_diagonal_value_grad(int64_t n, const double *D, const double *B,
    double *value, double *grad_D, double *grad_B, void *work);
size_t reciprocals_off_the_diagonal_jvp_work(int64_t n);
int reciprocals_off_the_diagonal_jvp(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *dvalue, void *work);
size_t reciprocals_off_the_diagonal_hvp_work(int64_t n);
int reciprocals_off_the_diagonal_hvp(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *hv_D, double *hv_B, void *work);
size_t reciprocals_off_the_diagonal_hessian_work(int64_t n);
int reciprocals_off_the_diagonal_hessian(int64_t n, const double *D, const double *B,
    double *hess_D_D, double *hess_D_B, double *hess_B_B, void *work);

/* Bytes of workspace for reciprocals_off_the_diagonal_value; SIZE_MAX if they do not fit. */
size_t reciprocals_off_the_diagonal_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* B_recip_D */
    return bytes;
}

MDRT_VECTORISE
static int reciprocals_off_the_diagonal_value_compute(int64_t n, const double *D, const double *B,
    double *value, void *work)
{
    double *const B_recip_D = (double *)work;
    double *const B_recip_D_ = B_recip_D; /* its memory is free by then */
    double B_recip_B_recip = 0.0;
    double B_recip_B_recip_ = 0.0;

    /* reciprocals_off_the_diagonal.lua:7  B_recip_D = diag(diag(D))^-1 B */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            B_recip_D[i * n + j] = B[i * n + j] / D[i * n + i];
        }
    }
    /* reciprocals_off_the_diagonal.lua:7  B_recip_B_recip = ||B_recip_D||_F^2 */
    B_recip_B_recip = mdrt_sumsq(n * n, B_recip_D);
    /* reciprocals_off_the_diagonal.lua:7  B_recip_D_ = B diag(diag(D))^-1 */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            B_recip_D_[i * n + j] = B[i * n + j] / D[j * n + j];
        }
    }
    /* reciprocals_off_the_diagonal.lua:7  B_recip_B_recip_ = ||B_recip_D_||_F^2 */
    B_recip_B_recip_ = mdrt_sumsq(n * n, B_recip_D_);
    /* reciprocals_off_the_diagonal.lua:7  value = B_recip_B_recip + B_recip_B_recip_ */
    *value = B_recip_B_recip + B_recip_B_recip_;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   D          n x n, row-major
 *   B          n x n, row-major
 *   value      out, 1 element; NULL: left out
 *   work       reciprocals_off_the_diagonal_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int reciprocals_off_the_diagonal_value(int64_t n, const double *D, const double *B,
    double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || reciprocals_off_the_diagonal_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (value != NULL) {
        rc = reciprocals_off_the_diagonal_value_compute(n, D, B, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for reciprocals_off_the_diagonal_grad; SIZE_MAX if they do not fit. */
size_t reciprocals_off_the_diagonal_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* recip_D */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_B */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_B_ */
    return bytes;
}

MDRT_VECTORISE
static int reciprocals_off_the_diagonal_grad_compute(int64_t n, const double *D, const double *B,
    double *grad_D, double *grad_B, void *work)
{
    double *const recip_D = (double *)work;
    double *const B_B = recip_D + n;
    double *const B_B_ = B_B + n;

    /* reciprocals_off_the_diagonal.lua:7  recip_D = 1 ./ diag(D) */
    for (int64_t i = 0; i < n; i++) {
        recip_D[i] = 1.0 / D[i * n + i];
    }
    if (grad_B != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  grad_B = 2 (B diag(recip_D.^2) + diag(recip_D.^2) B) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_B[i * n + j] = 2.0 * B[i * n + j] * recip_D[j] * recip_D[j] + 2.0 * B[i * n + j] * recip_D[i] * recip_D[i];
            }
        }
    }
    if (grad_D != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  B_B = (B.^2)' 1 */
        mdrt_fill(n, 0.0, B_B);
        for (int64_t j = 0; j < n; j++) {
            for (int64_t i = 0; i < n; i++) {
                B_B[i] += B[j * n + i] * B[j * n + i];
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  B_B_ = B.^2 1 */
        for (int64_t i = 0; i < n; i++) {
            B_B_[i] = mdrt_sumsq(n, B + i * n);
        }
        /* reciprocals_off_the_diagonal.lua:7  grad_D = -2 diag(recip_D.^2 .* (recip_D .* B_B + recip_D .* B_B_)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_D[i * n + j] = -(i == j ? recip_D[i] * recip_D[i] * (2.0 * recip_D[i] * B_B[i] + 2.0 * recip_D[i] * B_B_[i]) : 0.0);
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
 *   work       reciprocals_off_the_diagonal_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int reciprocals_off_the_diagonal_grad(int64_t n, const double *D, const double *B,
    double *grad_D, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || reciprocals_off_the_diagonal_grad_work(n) == SIZE_MAX) {
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
        rc = reciprocals_off_the_diagonal_grad_compute(n, D, B, grad_D, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), grad_D);
        mdrt_nan(mdrt_imul(n, n), grad_B);
    }
    return rc;
}

/* Bytes of workspace for reciprocals_off_the_diagonal_value_grad; SIZE_MAX if they do not fit. */
size_t reciprocals_off_the_diagonal_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* recip_D */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* B_recip_D */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* B_recip_D_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_B_recip */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_B_recip_ */
    return bytes;
}

MDRT_VECTORISE
static int reciprocals_off_the_diagonal_value_grad_compute(int64_t n, const double *D,
    const double *B, double *value, double *grad_D, double *grad_B, void *work)
{
    double *const recip_D = (double *)work;
    double *const B_recip_D = recip_D + n;
    double *const B_recip_D_ = B_recip_D + (n * n);
    double *const B_B_recip = B_recip_D_ + (n * n);
    double *const B_B_recip_ = B_B_recip + n;
    double B_recip_B_recip = 0.0;
    double B_recip_B_recip_ = 0.0;

    /* reciprocals_off_the_diagonal.lua:7  recip_D = 1 ./ diag(D) */
    for (int64_t i = 0; i < n; i++) {
        recip_D[i] = 1.0 / D[i * n + i];
    }
    if (value != NULL || grad_D != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  B_recip_D = diag(recip_D) B */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                B_recip_D[i * n + j] = B[i * n + j] * recip_D[i];
            }
        }
    }
    if (value != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  B_recip_B_recip = ||B_recip_D||_F^2 */
        B_recip_B_recip = mdrt_sumsq(n * n, B_recip_D);
    }
    if (value != NULL || grad_D != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  B_recip_D_ = B diag(recip_D) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                B_recip_D_[i * n + j] = B[i * n + j] * recip_D[j];
            }
        }
    }
    if (value != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  B_recip_B_recip_ = ||B_recip_D_||_F^2 */
        B_recip_B_recip_ = mdrt_sumsq(n * n, B_recip_D_);
        /* reciprocals_off_the_diagonal.lua:7  value = B_recip_B_recip + B_recip_B_recip_ */
        *value = B_recip_B_recip + B_recip_B_recip_;
    }
    if (grad_D != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  B_B_recip = (B .* B_recip_D_)' 1 */
        mdrt_fill(n, 0.0, B_B_recip);
        for (int64_t j = 0; j < n; j++) {
            for (int64_t i = 0; i < n; i++) {
                B_B_recip[i] += B[j * n + i] * B_recip_D_[j * n + i];
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  B_B_recip_ = (B .* B_recip_D) 1 */
        for (int64_t i = 0; i < n; i++) {
            B_B_recip_[i] = mdrt_dot(n, B + i * n, B_recip_D + i * n);
        }
    }
    if (grad_B != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  grad_B = 2 (B diag(recip_D.^2) + diag(recip_D.^2) B) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_B[i * n + j] = 2.0 * B[i * n + j] * recip_D[j] * recip_D[j] + 2.0 * B[i * n + j] * recip_D[i] * recip_D[i];
            }
        }
    }
    if (grad_D != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  grad_D = -2 diag(recip_D.^2 .* (B_B_recip + B_B_recip_)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_D[i * n + j] = -(i == j ? recip_D[i] * recip_D[i] * (2.0 * B_B_recip[i] + 2.0 * B_B_recip_[i]) : 0.0);
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
 *   work       reciprocals_off_the_diagonal_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int reciprocals_off_the_diagonal_value_grad(int64_t n, const double *D, const double *B,
    double *value, double *grad_D, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || reciprocals_off_the_diagonal_value_grad_work(n) == SIZE_MAX) {
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
        rc = reciprocals_off_the_diagonal_value_grad_compute(n, D, B, value, grad_D, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(n, n), grad_D);
        mdrt_nan(mdrt_imul(n, n), grad_B);
    }
    return rc;
}

/* Bytes of workspace for reciprocals_off_the_diagonal_jvp; SIZE_MAX if they do not fit. */
size_t reciprocals_off_the_diagonal_jvp_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* recip_D */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* diff */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_diff */
    return bytes;
}

MDRT_VECTORISE
static int reciprocals_off_the_diagonal_jvp_compute(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *dvalue, void *work)
{
    double *const recip_D = (double *)work;
    double *const prod = recip_D + n;
    double *const diff = prod + n;
    double *const B_diff = diff + (n * n);
    double *const B_diff_ = B_diff; /* its memory is free by then */
    double recip_D_B_diff = 0.0;
    double recip_D_B_diff_ = 0.0;

    /* reciprocals_off_the_diagonal.lua:7  recip_D = 1 ./ diag(D) */
    for (int64_t i = 0; i < n; i++) {
        recip_D[i] = 1.0 / D[i * n + i];
    }
    /* reciprocals_off_the_diagonal.lua:7  prod = recip_D.^2 .* diag(v_D) */
    for (int64_t i = 0; i < n; i++) {
        prod[i] = recip_D[i] * recip_D[i] * v_D[i * n + i];
    }
    /* reciprocals_off_the_diagonal.lua:7  diff = diag(recip_D) v_B - diag(prod) B */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            diff[i * n + j] = recip_D[i] * v_B[i * n + j] - B[i * n + j] * prod[i];
        }
    }
    /* reciprocals_off_the_diagonal.lua:7  B_diff = (B .* diff) 1 */
    for (int64_t i = 0; i < n; i++) {
        B_diff[i] = mdrt_dot(n, B + i * n, diff + i * n);
    }
    /* reciprocals_off_the_diagonal.lua:7  recip_D_B_diff = recip_D' B_diff */
    recip_D_B_diff = mdrt_dot(n, recip_D, B_diff);
    /* reciprocals_off_the_diagonal.lua:7  B_diff_ = (B .* (v_B diag(recip_D) - B diag(prod)))' 1 */
    mdrt_fill(n, 0.0, B_diff_);
    for (int64_t j = 0; j < n; j++) {
        for (int64_t i = 0; i < n; i++) {
            B_diff_[i] += B[j * n + i] * (recip_D[i] * v_B[j * n + i] - B[j * n + i] * prod[i]);
        }
    }
    /* reciprocals_off_the_diagonal.lua:7  recip_D_B_diff_ = recip_D' B_diff_ */
    recip_D_B_diff_ = mdrt_dot(n, recip_D, B_diff_);
    /* reciprocals_off_the_diagonal.lua:7  dvalue = 2 recip_D_B_diff + 2 recip_D_B_diff_ */
    *dvalue = 2.0 * recip_D_B_diff + 2.0 * recip_D_B_diff_;
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   n          size, >= 0
 *   D          n x n, row-major
 *   B          n x n, row-major
 *   v_D        n x n, row-major
 *   v_B        n x n, row-major
 *   dvalue     out, 1 element; NULL: left out
 *   work       reciprocals_off_the_diagonal_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int reciprocals_off_the_diagonal_jvp(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *dvalue, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || reciprocals_off_the_diagonal_jvp_work(n) == SIZE_MAX) {
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
        rc = reciprocals_off_the_diagonal_jvp_compute(n, D, B, v_D, v_B, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, dvalue);
    }
    return rc;
}

/* Bytes of workspace for reciprocals_off_the_diagonal_hvp; SIZE_MAX if they do not fit. */
size_t reciprocals_off_the_diagonal_hvp_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* recip_D */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* B_recip_D */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_B_recip */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_B_recip_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* diff */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_recip_v_B */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_diff */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_recip_v_B_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_diff_ */
    return bytes;
}

MDRT_VECTORISE
static int reciprocals_off_the_diagonal_hvp_compute(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *hv_D, double *hv_B, void *work)
{
    double *const recip_D = (double *)work;
    double *const B_recip_D = recip_D + n;
    double *const B_B_recip = B_recip_D + (n * n);
    double *const B_B_recip_ = B_B_recip + n;
    double *const prod = B_B_recip_ + n;
    double *const diff = prod + n;
    double *const B_recip_v_B = diff + (n * n);
    double *const B_diff = B_recip_v_B + n;
    double *const B_recip_v_B_ = B_diff + n;
    double *const B_diff_ = B_recip_v_B_ + n;

    /* reciprocals_off_the_diagonal.lua:7  recip_D = 1 ./ diag(D) */
    for (int64_t i = 0; i < n; i++) {
        recip_D[i] = 1.0 / D[i * n + i];
    }
    if (hv_D != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  B_recip_D = diag(recip_D) B */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                B_recip_D[i * n + j] = B[i * n + j] * recip_D[i];
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  B_B_recip = (B .* B diag(recip_D))' 1 */
        mdrt_fill(n, 0.0, B_B_recip);
        for (int64_t j = 0; j < n; j++) {
            for (int64_t i = 0; i < n; i++) {
                B_B_recip[i] += B[j * n + i] * B[j * n + i] * recip_D[i];
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  B_B_recip_ = (B .* B_recip_D) 1 */
        for (int64_t i = 0; i < n; i++) {
            B_B_recip_[i] = mdrt_dot(n, B + i * n, B_recip_D + i * n);
        }
    }
    /* reciprocals_off_the_diagonal.lua:7  prod = recip_D.^2 .* diag(v_D) */
    for (int64_t i = 0; i < n; i++) {
        prod[i] = recip_D[i] * recip_D[i] * v_D[i * n + i];
    }
    if (hv_D != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  diff = diag(recip_D) v_B - diag(prod) B */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                diff[i * n + j] = recip_D[i] * v_B[i * n + j] - B[i * n + j] * prod[i];
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  B_recip_v_B = (B diag(recip_D) .* v_B)' 1 */
        mdrt_fill(n, 0.0, B_recip_v_B);
        for (int64_t j = 0; j < n; j++) {
            for (int64_t i = 0; i < n; i++) {
                B_recip_v_B[i] += B[j * n + i] * recip_D[i] * v_B[j * n + i];
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  B_diff = (B .* (v_B diag(recip_D) - B diag(prod)))' 1 */
        mdrt_fill(n, 0.0, B_diff);
        for (int64_t j = 0; j < n; j++) {
            for (int64_t i = 0; i < n; i++) {
                B_diff[i] += B[j * n + i] * (recip_D[i] * v_B[j * n + i] - B[j * n + i] * prod[i]);
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  B_recip_v_B_ = (B_recip_D .* v_B) 1 */
        for (int64_t i = 0; i < n; i++) {
            B_recip_v_B_[i] = mdrt_dot(n, B_recip_D + i * n, v_B + i * n);
        }
        /* reciprocals_off_the_diagonal.lua:7  B_diff_ = (B .* diff) 1 */
        for (int64_t i = 0; i < n; i++) {
            B_diff_[i] = mdrt_dot(n, B + i * n, diff + i * n);
        }
    }
    if (hv_B != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  hv_B = 2 v_B diag(recip_D.^2) + 2 diag(recip_D.^2) v_B - 4 B diag(recip_D .* prod) - 4 diag(recip_D .* prod) B */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                hv_B[i * n + j] = 2.0 * (recip_D[j] * recip_D[j] * v_B[i * n + j] - 2.0 * B[i * n + j] * recip_D[j] * prod[j]) + 2.0 * (recip_D[i] * recip_D[i] * v_B[i * n + j] - 2.0 * B[i * n + j] * recip_D[i] * prod[i]);
            }
        }
    }
    if (hv_D != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  hv_D = 4 diag(recip_D .* (B_B_recip + B_B_recip_) .* prod) - 2 diag(recip_D.^2 .* (B_recip_v_B + B_diff + B_recip_v_B_ + B_diff_)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                hv_D[i * n + j] = -((i == j ? recip_D[i] * recip_D[i] * (2.0 * (B_recip_v_B[i] + B_diff[i]) + 2.0 * (B_recip_v_B_[i] + B_diff_[i])) : 0.0) - 2.0 * (i == j ? recip_D[i] * (2.0 * B_B_recip[i] + 2.0 * B_B_recip_[i]) * prod[i] : 0.0));
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
 *   work       reciprocals_off_the_diagonal_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int reciprocals_off_the_diagonal_hvp(int64_t n, const double *D, const double *B,
    const double *v_D, const double *v_B, double *hv_D, double *hv_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || reciprocals_off_the_diagonal_hvp_work(n) == SIZE_MAX) {
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
        rc = reciprocals_off_the_diagonal_hvp_compute(n, D, B, v_D, v_B, hv_D, hv_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), hv_D);
        mdrt_nan(mdrt_imul(n, n), hv_B);
    }
    return rc;
}

/* Bytes of workspace for reciprocals_off_the_diagonal_hessian; SIZE_MAX if they do not fit. */
size_t reciprocals_off_the_diagonal_hessian_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* recip_D */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* B_recip_D */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_B_recip */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_B_recip_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_B */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* B_B_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(n, n), n), sizeof(double))); /* prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(n, n), n), sizeof(double))); /* prod_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(n, n), n), sizeof(double))); /* prod_3 */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(n, n), n), sizeof(double))); /* prod_5 */
    return bytes;
}

MDRT_VECTORISE
static int reciprocals_off_the_diagonal_hessian_compute(int64_t n, const double *D,
    const double *B, double *hess_D_D, double *hess_D_B, double *hess_B_B, void *work)
{
    double *const recip_D = (double *)work;
    double *const B_recip_D = recip_D + n;
    double *const B_B_recip = B_recip_D + (n * n);
    double *const B_B_recip_ = B_B_recip + n;
    double *const B_B = B_B_recip_ + n;
    double *const B_B_ = B_B + n;
    double *const prod = B_B_ + n;
    double *const prod_ = prod + (n * n * n);
    double *const prod_3 = prod_ + (n * n * n);
    double *const prod_5 = prod_3 + (n * n * n);
    double *const prod_2 = B_B; /* its memory is free by then */
    double *const prod_4 = B_B_; /* its memory is free by then */

    /* reciprocals_off_the_diagonal.lua:7  recip_D = 1 ./ diag(D) */
    for (int64_t i = 0; i < n; i++) {
        recip_D[i] = 1.0 / D[i * n + i];
    }
    if (hess_D_D != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  B_recip_D = diag(recip_D) B */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                B_recip_D[i * n + j] = B[i * n + j] * recip_D[i];
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  B_B_recip = (B .* B diag(recip_D))' 1 */
        mdrt_fill(n, 0.0, B_B_recip);
        for (int64_t j = 0; j < n; j++) {
            for (int64_t i = 0; i < n; i++) {
                B_B_recip[i] += B[j * n + i] * B[j * n + i] * recip_D[i];
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  B_B_recip_ = (B .* B_recip_D) 1 */
        for (int64_t i = 0; i < n; i++) {
            B_B_recip_[i] = mdrt_dot(n, B + i * n, B_recip_D + i * n);
        }
        /* reciprocals_off_the_diagonal.lua:7  B_B = (B.^2)' 1 */
        mdrt_fill(n, 0.0, B_B);
        for (int64_t j = 0; j < n; j++) {
            for (int64_t i = 0; i < n; i++) {
                B_B[i] += B[j * n + i] * B[j * n + i];
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  B_B_ = B.^2 1 */
        for (int64_t i = 0; i < n; i++) {
            B_B_[i] = mdrt_sumsq(n, B + i * n);
        }
    }
    if (hess_D_B != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  prod = B[i,k] diag(recip_D)[j,k] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    prod[(i * n + j) * n + k] = (j == k ? B[i * n + k] * recip_D[k] : 0.0);
                }
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  prod_ = B[k,j] diag(recip_D)[i,k] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    prod_[(i * n + j) * n + k] = (i == k ? B[k * n + j] * recip_D[k] : 0.0);
                }
            }
        }
    }
    if (hess_B_B != NULL) {
        /* reciprocals_off_the_diagonal.lua:5  hess_B_B = 2 I[k,i] diag(recip_D.^2)[l,j] + 2 I[l,j] diag(recip_D.^2)[k,i] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        hess_B_B[((i * n + j) * n + k) * n + l] = 2.0 * (k == i && l == j ? recip_D[j] * recip_D[j] : 0.0) + 2.0 * (k == i && l == j ? recip_D[i] * recip_D[i] : 0.0);
                    }
                }
            }
        }
    }
    if (hess_D_D != NULL) {
        /* reciprocals_off_the_diagonal.lua:7  prod_2 = recip_D.^2 .* B_B */
        for (int64_t i = 0; i < n; i++) {
            prod_2[i] = recip_D[i] * recip_D[i] * B_B[i];
        }
        /* reciprocals_off_the_diagonal.lua:7  prod_3 = I[j,k] diag(prod_2)[i,k] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    prod_3[(i * n + j) * n + k] = (i == k && j == k ? prod_2[i] : 0.0);
                }
            }
        }
        /* reciprocals_off_the_diagonal.lua:7  prod_4 = recip_D.^2 .* B_B_ */
        for (int64_t i = 0; i < n; i++) {
            prod_4[i] = recip_D[i] * recip_D[i] * B_B_[i];
        }
        /* reciprocals_off_the_diagonal.lua:7  prod_5 = I[j,k] diag(prod_4)[i,k] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    prod_5[(i * n + j) * n + k] = (i == k && j == k ? prod_4[i] : 0.0);
                }
            }
        }
        /* reciprocals_off_the_diagonal.lua:5  hess_D_D = -[-2 I[l,i] I[i,j] (2 diag(recip_D.^3 .* (B_B_recip + B_B_recip_)))[k,i] - 2 diag(recip_D.^2)[i,j] (prod_3[k,l,i] + prod_5[k,l,i])]_{i,j,k,l} */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        hess_D_D[((i * n + j) * n + k) * n + l] = -((i == j ? recip_D[i] * recip_D[i] * (-2.0 * prod_3[(k * n + l) * n + i] - 2.0 * prod_5[(k * n + l) * n + i]) : 0.0) - 2.0 * (k == i && l == i && i == j ? recip_D[i] * recip_D[i] * recip_D[i] * (2.0 * B_B_recip[i] + 2.0 * B_B_recip_[i]) : 0.0));
                    }
                }
            }
        }
    }
    if (hess_D_B != NULL) {
        /* reciprocals_off_the_diagonal.lua:5  hess_D_B = -[diag(recip_D.^2)[i,j] (4 (prod[k,l,i] + prod_[k,l,i]))]_{i,j,k,l} */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        hess_D_B[((i * n + j) * n + k) * n + l] = -(i == j ? recip_D[i] * recip_D[i] * (4.0 * prod[(k * n + l) * n + i] + 4.0 * prod_[(k * n + l) * n + i]) : 0.0);
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
 *   work       reciprocals_off_the_diagonal_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int reciprocals_off_the_diagonal_hessian(int64_t n, const double *D, const double *B,
    double *hess_D_D, double *hess_D_B, double *hess_B_B, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || reciprocals_off_the_diagonal_hessian_work(n) == SIZE_MAX) {
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
        rc = reciprocals_off_the_diagonal_hessian_compute(n, D, B, hess_D_D, hess_D_B, hess_B_B, work);
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
