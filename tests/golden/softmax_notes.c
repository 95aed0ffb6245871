/* Made by mdgen 0.1.0 from softmax_notes.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * softmax_notes
 *     value = -y' log(softmax(Theta x))
 *     grad_Theta = (softmax(Theta x) - y) x'
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from softmax_notes.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t softmax_notes_value_work(int64_t d, int64_t K);
int softmax_notes_value(int64_t d, int64_t K, const double *Theta, const double *x,
    const double *y, double *value, void *work);
size_t softmax_notes_grad_work(int64_t d, int64_t K);
int softmax_notes_grad(int64_t d, int64_t K, const double *Theta, const double *x,
    const double *y, double *grad_Theta, void *work);
size_t softmax_notes_value_grad_work(int64_t d, int64_t K);
int softmax_notes_value_grad(int64_t d, int64_t K, const double *Theta, const double *x,
    const double *y, double *value, double *grad_Theta, void *work);

/* Bytes of workspace for softmax_notes_value; SIZE_MAX if they do not fit. */
size_t softmax_notes_value_work(int64_t d, int64_t K)
{
    size_t bytes = sizeof(double);

    if (d < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(K, sizeof(double))); /* Theta_x */
    return bytes;
}

MDRT_VECTORISE
static int softmax_notes_value_compute(int64_t d, int64_t K, const double *Theta, const double *x,
    const double *y, double *value, void *work)
{
    double *const Theta_x = (double *)work;
    double *const diff = Theta_x; /* its memory is free by then */
    double lse_Theta_x = 0.0;
    double y_diff = 0.0;

    /* softmax_notes.lua:7  Theta_x = Theta x */
    mdrt_gemv(MDRT_N, K, d, 1.0, Theta, d, x, 0.0, Theta_x);
    /* softmax_notes.lua:7  lse_Theta_x = logsumexp(Theta_x) */
    mdrt_lse_rows(1, K, Theta_x, K, &lse_Theta_x);
    /* softmax_notes.lua:7  diff = log(softmax(Theta_x)) */
    for (int64_t i = 0; i < K; i++) {
        diff[i] = Theta_x[i] - lse_Theta_x;
    }
    /* softmax_notes.lua:7  y_diff = y' diff */
    y_diff = mdrt_dot(K, y, diff);
    /* softmax_notes.lua:7  value = -y_diff */
    *value = -y_diff;
    return MDRT_EOK;
}

/* The value.
 *   d          size, >= 0
 *   K          size, >= 0
 *   Theta      K x d, row-major
 *   x          d elements
 *   y          K elements
 *   value      out, 1 element; NULL: left out
 *   work       softmax_notes_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int softmax_notes_value(int64_t d, int64_t K, const double *Theta, const double *x,
    const double *y, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (d < 0 || K < 0 || softmax_notes_value_work(d, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(d, K), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (value != NULL) {
        rc = softmax_notes_value_compute(d, K, Theta, x, y, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for softmax_notes_grad; SIZE_MAX if they do not fit. */
size_t softmax_notes_grad_work(int64_t d, int64_t K)
{
    size_t bytes = sizeof(double);

    if (d < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(K, sizeof(double))); /* Theta_x */
    bytes = mdrt_add(bytes, mdrt_bytes(K, sizeof(double))); /* exp_diff */
    return bytes;
}

MDRT_VECTORISE
static int softmax_notes_grad_compute(int64_t d, int64_t K, const double *Theta, const double *x,
    const double *y, double *grad_Theta, void *work)
{
    double *const Theta_x = (double *)work;
    double *const exp_diff = Theta_x + K;
    double lse_Theta_x = 0.0;

    /* softmax_notes.lua:7  Theta_x = Theta x */
    mdrt_gemv(MDRT_N, K, d, 1.0, Theta, d, x, 0.0, Theta_x);
    /* softmax_notes.lua:7  lse_Theta_x = logsumexp(Theta_x) */
    mdrt_softmax_rows(1, K, Theta_x, K, exp_diff, K, &lse_Theta_x);
    /* softmax_notes.lua:7  grad_Theta = (exp_diff - y) x' */
    for (int64_t i = 0; i < K; i++) {
        for (int64_t j = 0; j < d; j++) {
            grad_Theta[i * d + j] = x[j] * (exp_diff[i] - y[i]);
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   d          size, >= 0
 *   K          size, >= 0
 *   Theta      K x d, row-major
 *   x          d elements
 *   y          K elements
 *   grad_Theta out, K x d, row-major; NULL: left out
 *   work       softmax_notes_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int softmax_notes_grad(int64_t d, int64_t K, const double *Theta, const double *x,
    const double *y, double *grad_Theta, void *work)
{
    int rc = MDRT_EOK;

    if (d < 0 || K < 0 || softmax_notes_grad_work(d, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(d, K), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(d, K), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (grad_Theta != NULL) {
        rc = softmax_notes_grad_compute(d, K, Theta, x, y, grad_Theta, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(K < 0 || d < 0 ? 0 : mdrt_imul(d, K), grad_Theta);
    }
    return rc;
}

/* Bytes of workspace for softmax_notes_value_grad; SIZE_MAX if they do not fit. */
size_t softmax_notes_value_grad_work(int64_t d, int64_t K)
{
    size_t bytes = sizeof(double);

    if (d < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(K, sizeof(double))); /* Theta_x */
    bytes = mdrt_add(bytes, mdrt_bytes(K, sizeof(double))); /* exp_diff */
    return bytes;
}

MDRT_VECTORISE
static int softmax_notes_value_grad_compute(int64_t d, int64_t K, const double *Theta,
    const double *x, const double *y, double *value, double *grad_Theta, void *work)
{
    double *const Theta_x = (double *)work;
    double *const exp_diff = Theta_x + K;
    double *const diff = Theta_x; /* its memory is free by then */
    double lse_Theta_x = 0.0;
    double y_diff = 0.0;

    /* softmax_notes.lua:7  Theta_x = Theta x */
    mdrt_gemv(MDRT_N, K, d, 1.0, Theta, d, x, 0.0, Theta_x);
    /* softmax_notes.lua:7  lse_Theta_x = logsumexp(Theta_x) */
    mdrt_softmax_rows(1, K, Theta_x, K, grad_Theta != NULL ? exp_diff : NULL, K, &lse_Theta_x);
    /* softmax_notes.lua:7  diff = log(softmax(Theta_x)) */
    for (int64_t i = 0; i < K; i++) {
        diff[i] = Theta_x[i] - lse_Theta_x;
    }
    if (value != NULL) {
        /* softmax_notes.lua:7  y_diff = y' diff */
        y_diff = mdrt_dot(K, y, diff);
        /* softmax_notes.lua:7  value = -y_diff */
        *value = -y_diff;
    }
    if (grad_Theta != NULL) {
        /* softmax_notes.lua:7  grad_Theta = (exp_diff - y) x' */
        for (int64_t i = 0; i < K; i++) {
            for (int64_t j = 0; j < d; j++) {
                grad_Theta[i * d + j] = x[j] * (exp_diff[i] - y[i]);
            }
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   d          size, >= 0
 *   K          size, >= 0
 *   Theta      K x d, row-major
 *   x          d elements
 *   y          K elements
 *   value      out, 1 element; NULL: left out
 *   grad_Theta out, K x d, row-major; NULL: left out
 *   work       softmax_notes_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int softmax_notes_value_grad(int64_t d, int64_t K, const double *Theta, const double *x,
    const double *y, double *value, double *grad_Theta, void *work)
{
    int rc = MDRT_EOK;

    if (d < 0 || K < 0 || softmax_notes_value_grad_work(d, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(d, K), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(d, K), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = softmax_notes_value_grad_compute(d, K, Theta, x, y, value, grad_Theta, work);
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
