/* Made by mdgen 0.1.0 from softmax_labels.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * softmax_labels
 *     value = -Tr(y' log(softmax(X Theta'))) / n
 *     grad_Theta = (softmax(X Theta') - y)' X / n
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from softmax_labels.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t softmax_labels_value_work(int64_t n, int64_t d, int64_t K);
int softmax_labels_value(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *value, void *work);
size_t softmax_labels_grad_work(int64_t n, int64_t d, int64_t K);
int softmax_labels_grad(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *grad_Theta, void *work);
size_t softmax_labels_value_grad_work(int64_t n, int64_t d, int64_t K);
int softmax_labels_value_grad(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *value, double *grad_Theta, void *work);

/* Bytes of workspace for softmax_labels_value; SIZE_MAX if they do not fit. */
size_t softmax_labels_value_work(int64_t n, int64_t d, int64_t K)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(2, K)), 1), 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = mdrt_iadd(1, mdrt_imul(block, mdrt_iadd(K, 1)));
    size_t bytes = sizeof(double);

    if (n < 0 || d < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int softmax_labels_value_compute(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *value, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(2, K)), 1), 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = mdrt_iadd(1, mdrt_imul(block, mdrt_iadd(K, 1)));
    double *const part_arrays = (double *)work;
    double y_diff = 0.0;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const X_Theta = part_arrays + part * part_size;
        double *const lse_X_Theta = X_Theta + block * K;
        double *const y_diff_part = lse_X_Theta + block;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *y_diff_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * d;
            const int32_t *const y_rows = y + at;

            /* softmax_labels.lua:7  X_Theta = X Theta' */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 1.0, X_rows, d, Theta, d, 0.0, X_Theta, K);
            /* softmax_labels.lua:7  lse_X_Theta = logsumexp(X_Theta, 2) */
            mdrt_lse_rows(rows, K, X_Theta, K, lse_X_Theta);
            /* softmax_labels.lua:7  y_diff += Tr(y' log(softmax(X_Theta))) */
            {
                double s = 0.0;
                for (int64_t i = 0; i < rows; i++) {
                    const int64_t j = y_rows[i];
                    s += X_Theta[i * K + j] - lse_X_Theta[i];
                }
                *y_diff_part += s;
            }
        }
    }
    y_diff = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        y_diff += *(part_arrays + part * part_size + block * (K + 1));
    }
    /* softmax_labels.lua:7  value = -y_diff / n */
    *value = -y_diff / (double)n;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   d          size, >= 0
 *   K          size, >= 0
 *   X          n x d, row-major
 *   Theta      K x d, row-major
 *   y          n elements, class numbers below K
 *   value      out, 1 element; NULL: left out
 *   work       softmax_labels_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int softmax_labels_value(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || d < 0 || K < 0 || softmax_labels_value_work(n, d, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(d, K), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_labels_check(n, y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 4);
    } else if (value != NULL) {
        rc = softmax_labels_value_compute(n, d, K, X, Theta, y, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for softmax_labels_grad; SIZE_MAX if they do not fit. */
size_t softmax_labels_grad_work(int64_t n, int64_t d, int64_t K)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(4, K)), 1), mdrt_imul(d, K));
    const int64_t parts = mdrt_parts(n, block, mdrt_imul(d, K));
    const int64_t part_size = mdrt_iadd(mdrt_imul(d, K), mdrt_imul(block, mdrt_iadd(mdrt_imul(2, K), 1)));
    size_t bytes = sizeof(double);

    if (n < 0 || d < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(d, K), sizeof(double))); /* X_diff */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int softmax_labels_grad_compute(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *grad_Theta, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(4, K)), 1), mdrt_imul(d, K));
    const int64_t parts = mdrt_parts(n, block, mdrt_imul(d, K));
    const int64_t part_size = mdrt_iadd(mdrt_imul(d, K), mdrt_imul(block, mdrt_iadd(mdrt_imul(2, K), 1)));
    double *const X_diff = (double *)work;
    double *const part_arrays = X_diff + (d * K);
    double recip_c = 0.0;

    /* softmax_labels.lua:7  recip_c = 1 / n */
    recip_c = mdrt_recip0((double)n);
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const X_Theta = part_arrays + part * part_size;
        double *const exp_diff = X_Theta + block * K;
        double *const lse_X_Theta = exp_diff + block * K;
        double *const diff = exp_diff; /* its memory is free by then */
        double *const X_diff_part = parts == 1 ? X_diff : lse_X_Theta + block;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        mdrt_fill(d * K, 0.0, X_diff_part);
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * d;
            const int32_t *const y_rows = y + at;

            /* softmax_labels.lua:7  X_Theta = X Theta' */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 1.0, X_rows, d, Theta, d, 0.0, X_Theta, K);
            /* softmax_labels.lua:7  lse_X_Theta = logsumexp(X_Theta, 2) */
            mdrt_softmax_rows(rows, K, X_Theta, K, exp_diff, K, lse_X_Theta);
            /* softmax_labels.lua:7  diff = exp_diff - y */
            for (int64_t i = 0; i < rows; i++) {
                diff[i * K + y_rows[i]] -= 1.0;
            }
            /* softmax_labels.lua:7  X_diff += diff' X */
            mdrt_gemm_block(MDRT_T, MDRT_N, K, d, rows, 1.0, diff, K, X_rows, d, 1.0, X_diff_part, d);
        }
    }
    if (parts > 1) {
        mdrt_fill(d * K, 0.0, X_diff);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(d * K, 1.0, part_arrays + part * part_size + block * (2 * K + 1), X_diff);
        }
    }
    /* softmax_labels.lua:7  grad_Theta = recip_c X_diff */
    for (int64_t i = 0; i < K * d; i++) {
        grad_Theta[i] = recip_c * X_diff[i];
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   d          size, >= 0
 *   K          size, >= 0
 *   X          n x d, row-major
 *   Theta      K x d, row-major
 *   y          n elements, class numbers below K
 *   grad_Theta out, K x d, row-major; NULL: left out
 *   work       softmax_labels_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int softmax_labels_grad(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *grad_Theta, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || d < 0 || K < 0 || softmax_labels_grad_work(n, d, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(d, K), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(d, K), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_labels_check(n, y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 4);
    } else if (grad_Theta != NULL) {
        rc = softmax_labels_grad_compute(n, d, K, X, Theta, y, grad_Theta, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(K < 0 || d < 0 ? 0 : mdrt_imul(d, K), grad_Theta);
    }
    return rc;
}

/* Bytes of workspace for softmax_labels_value_grad; SIZE_MAX if they do not fit. */
size_t softmax_labels_value_grad_work(int64_t n, int64_t d, int64_t K)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(4, K)), 1), mdrt_iadd(mdrt_imul(d, K), 1));
    const int64_t parts = mdrt_parts(n, block, mdrt_iadd(mdrt_imul(d, K), 1));
    const int64_t part_size = mdrt_iadd(mdrt_iadd(mdrt_imul(d, K), 1), mdrt_imul(block, mdrt_iadd(mdrt_imul(2, K), 1)));
    size_t bytes = sizeof(double);

    if (n < 0 || d < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(d, K), sizeof(double))); /* X_diff */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int softmax_labels_value_grad_compute(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *value, double *grad_Theta, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(4, K)), 1), mdrt_iadd(mdrt_imul(d, K), 1));
    const int64_t parts = mdrt_parts(n, block, mdrt_iadd(mdrt_imul(d, K), 1));
    const int64_t part_size = mdrt_iadd(mdrt_iadd(mdrt_imul(d, K), 1), mdrt_imul(block, mdrt_iadd(mdrt_imul(2, K), 1)));
    double *const X_diff = (double *)work;
    double *const part_arrays = X_diff + (d * K);
    double recip_c = 0.0;
    double y_diff = 0.0;

    if (grad_Theta != NULL) {
        /* softmax_labels.lua:7  recip_c = 1 / n */
        recip_c = mdrt_recip0((double)n);
    }
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const X_Theta = part_arrays + part * part_size;
        double *const exp_diff = X_Theta + block * K;
        double *const lse_X_Theta = exp_diff + block * K;
        double *const diff = exp_diff; /* its memory is free by then */
        double *const y_diff_part = lse_X_Theta + block;
        double *const X_diff_part = parts == 1 ? X_diff : lse_X_Theta + block + 1;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *y_diff_part = 0.0;
        mdrt_fill(d * K, 0.0, X_diff_part);
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * d;
            const int32_t *const y_rows = y + at;

            /* softmax_labels.lua:7  X_Theta = X Theta' */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 1.0, X_rows, d, Theta, d, 0.0, X_Theta, K);
            /* softmax_labels.lua:7  lse_X_Theta = logsumexp(X_Theta, 2) */
            mdrt_softmax_rows(rows, K, X_Theta, K, grad_Theta != NULL ? exp_diff : NULL, K, lse_X_Theta);
            if (value != NULL) {
                /* softmax_labels.lua:7  y_diff += Tr(y' log(softmax(X_Theta))) */
                {
                    double s = 0.0;
                    for (int64_t i = 0; i < rows; i++) {
                        const int64_t j = y_rows[i];
                        s += X_Theta[i * K + j] - lse_X_Theta[i];
                    }
                    *y_diff_part += s;
                }
            }
            if (grad_Theta != NULL) {
                /* softmax_labels.lua:7  diff = exp_diff - y */
                for (int64_t i = 0; i < rows; i++) {
                    diff[i * K + y_rows[i]] -= 1.0;
                }
                /* softmax_labels.lua:7  X_diff += diff' X */
                mdrt_gemm_block(MDRT_T, MDRT_N, K, d, rows, 1.0, diff, K, X_rows, d, 1.0, X_diff_part, d);
            }
        }
    }
    y_diff = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        y_diff += *(part_arrays + part * part_size + block * (2 * K + 1));
    }
    if (parts > 1) {
        mdrt_fill(d * K, 0.0, X_diff);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(d * K, 1.0, part_arrays + part * part_size + block * (2 * K + 1) + 1, X_diff);
        }
    }
    if (value != NULL) {
        /* softmax_labels.lua:7  value = -y_diff / n */
        *value = -y_diff / (double)n;
    }
    if (grad_Theta != NULL) {
        /* softmax_labels.lua:7  grad_Theta = recip_c X_diff */
        for (int64_t i = 0; i < K * d; i++) {
            grad_Theta[i] = recip_c * X_diff[i];
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   d          size, >= 0
 *   K          size, >= 0
 *   X          n x d, row-major
 *   Theta      K x d, row-major
 *   y          n elements, class numbers below K
 *   value      out, 1 element; NULL: left out
 *   grad_Theta out, K x d, row-major; NULL: left out
 *   work       softmax_labels_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int softmax_labels_value_grad(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *value, double *grad_Theta, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || d < 0 || K < 0 || softmax_labels_value_grad_work(n, d, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(d, K), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(d, K), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_labels_check(n, y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 4);
    } else {
        rc = softmax_labels_value_grad_compute(n, d, K, X, Theta, y, value, grad_Theta, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(K < 0 || d < 0 ? 0 : mdrt_imul(d, K), grad_Theta);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
