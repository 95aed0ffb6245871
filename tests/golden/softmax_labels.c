/* Made by mdgen 0.1.0 from softmax_labels.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * softmax_labels
 *     value = -1' (y .* log(softmax(X Theta'))) 1 / n
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
    const int64_t block = mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(2, K)), 1));
    size_t bytes = sizeof(double);

    if (n < 0 || d < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(block, K), sizeof(double))); /* X_Theta_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* lse_X_Theta_ */
    return bytes;
}

static int softmax_labels_value_compute(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *value, void *work)
{
    const int64_t block = mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(2, K)), 1));
    double *const X_Theta_ = (double *)work;
    double *const lse_X_Theta_ = X_Theta_ + block * K;
    double y_diff = 0.0;

    for (int64_t at = 0; at < n; at += block) {
        const int64_t rows = n - at < block ? n - at : block;
        const double *const X_rows = X + at * d;
        const int32_t *const y_rows = y + at;

        /* softmax_labels.lua:7  X_Theta_ = X Theta' */
        mdrt_gemm(MDRT_N, MDRT_T, rows, K, d, 1.0, X_rows, d, Theta, d, 0.0, X_Theta_, K);
        /* softmax_labels.lua:7  lse_X_Theta_ = logsumexp(X_Theta_, 2) */
        mdrt_lse_rows(rows, K, X_Theta_, K, lse_X_Theta_);
        /* softmax_labels.lua:7  y_diff = Tr(y' log(softmax(X_Theta_))) */
        {
            double s = 0.0;
            for (int64_t i = 0; i < rows; i++) {
                const int64_t j = y_rows[i];
                s += X_Theta_[i * K + j] - lse_X_Theta_[i];
            }
            y_diff += s;
        }
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
    } else {
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
    const int64_t block = mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(4, K)), 1));
    size_t bytes = sizeof(double);

    if (n < 0 || d < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(block, K), sizeof(double))); /* X_Theta_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(block, K), sizeof(double))); /* exp_diff_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* lse_X_Theta_ */
    return bytes;
}

static int softmax_labels_grad_compute(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *grad_Theta, void *work)
{
    const int64_t block = mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(4, K)), 1));
    double *const X_Theta_ = (double *)work;
    double *const exp_diff_ = X_Theta_ + block * K;
    double *const lse_X_Theta_ = exp_diff_ + block * K;
    double *const diff_ = X_Theta_; /* its memory is free by then */
    double recip_c = 0.0;

    /* softmax_labels.lua:7  recip_c = 1 / n */
    recip_c = 1.0 / (double)n;
    mdrt_fill(K * d, 0.0, grad_Theta);
    for (int64_t at = 0; at < n; at += block) {
        const int64_t rows = n - at < block ? n - at : block;
        const double *const X_rows = X + at * d;
        const int32_t *const y_rows = y + at;

        /* softmax_labels.lua:7  X_Theta_ = X Theta' */
        mdrt_gemm(MDRT_N, MDRT_T, rows, K, d, 1.0, X_rows, d, Theta, d, 0.0, X_Theta_, K);
        /* softmax_labels.lua:7  lse_X_Theta_ = logsumexp(X_Theta_, 2) */
        mdrt_softmax_rows(rows, K, X_Theta_, K, exp_diff_, K, lse_X_Theta_);
        /* softmax_labels.lua:7  diff_ = recip_c (exp_diff_ - y) */
        for (int64_t i = 0; i < rows; i++) {
            for (int64_t j = 0; j < K; j++) {
                diff_[i * K + j] = recip_c * exp_diff_[i * K + j] - (y_rows[i] == j ? recip_c : 0.0);
            }
        }
        /* softmax_labels.lua:7  grad_Theta = diff_' X */
        mdrt_gemm(MDRT_T, MDRT_N, K, d, rows, 1.0, diff_, K, X_rows, d, 1.0, grad_Theta, d);
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
    } else {
        rc = softmax_labels_grad_compute(n, d, K, X, Theta, y, grad_Theta, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(d, K), grad_Theta);
    }
    return rc;
}

/* Bytes of workspace for softmax_labels_value_grad; SIZE_MAX if they do not fit. */
size_t softmax_labels_value_grad_work(int64_t n, int64_t d, int64_t K)
{
    const int64_t block = mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(4, K)), 1));
    size_t bytes = sizeof(double);

    if (n < 0 || d < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(block, K), sizeof(double))); /* X_Theta_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(block, K), sizeof(double))); /* exp_diff_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* lse_X_Theta_ */
    return bytes;
}

static int softmax_labels_value_grad_compute(int64_t n, int64_t d, int64_t K, const double *X,
    const double *Theta, const int32_t *y, double *value, double *grad_Theta, void *work)
{
    const int64_t block = mdrt_block_rows(n, mdrt_iadd(mdrt_iadd(d, mdrt_imul(4, K)), 1));
    double *const X_Theta_ = (double *)work;
    double *const exp_diff_ = X_Theta_ + block * K;
    double *const lse_X_Theta_ = exp_diff_ + block * K;
    double *const diff_ = X_Theta_; /* its memory is free by then */
    double recip_c = 0.0;
    double y_diff = 0.0;

    /* softmax_labels.lua:7  recip_c = 1 / n */
    recip_c = 1.0 / (double)n;
    if (grad_Theta != NULL) {
        mdrt_fill(K * d, 0.0, grad_Theta);
    }
    for (int64_t at = 0; at < n; at += block) {
        const int64_t rows = n - at < block ? n - at : block;
        const double *const X_rows = X + at * d;
        const int32_t *const y_rows = y + at;

        /* softmax_labels.lua:7  X_Theta_ = X Theta' */
        mdrt_gemm(MDRT_N, MDRT_T, rows, K, d, 1.0, X_rows, d, Theta, d, 0.0, X_Theta_, K);
        /* softmax_labels.lua:7  lse_X_Theta_ = logsumexp(X_Theta_, 2) */
        mdrt_softmax_rows(rows, K, X_Theta_, K, grad_Theta != NULL ? exp_diff_ : NULL, K, lse_X_Theta_);
        if (value != NULL) {
            /* softmax_labels.lua:7  y_diff = Tr(y' log(softmax(X_Theta_))) */
            {
                double s = 0.0;
                for (int64_t i = 0; i < rows; i++) {
                    const int64_t j = y_rows[i];
                    s += X_Theta_[i * K + j] - lse_X_Theta_[i];
                }
                y_diff += s;
            }
        }
        if (grad_Theta != NULL) {
            /* softmax_labels.lua:7  diff_ = recip_c (exp_diff_ - y) */
            for (int64_t i = 0; i < rows; i++) {
                for (int64_t j = 0; j < K; j++) {
                    diff_[i * K + j] = recip_c * exp_diff_[i * K + j] - (y_rows[i] == j ? recip_c : 0.0);
                }
            }
            /* softmax_labels.lua:7  grad_Theta = diff_' X */
            mdrt_gemm(MDRT_T, MDRT_N, K, d, rows, 1.0, diff_, K, X_rows, d, 1.0, grad_Theta, d);
        }
    }
    if (value != NULL) {
        /* softmax_labels.lua:7  value = -recip_c y_diff */
        *value = -recip_c * y_diff;
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
        mdrt_nan(mdrt_imul(d, K), grad_Theta);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
