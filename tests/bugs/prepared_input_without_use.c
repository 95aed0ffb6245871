/* Made by mdgen 0.1.0 from prepared_input_without_use.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * prepared_input_without_use
 *     value = ||c||^2 + ||Y||_F^2 + ||Y||_F + n
 *     grad_c = 2 c
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from prepared_input_without_use.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t prepared_input_without_use_value_work(int64_t n, int64_t K);
int prepared_input_without_use_value(int64_t n, int64_t K, const int32_t *Y,
    const double *c, double *value, void *work);
size_t prepared_input_without_use_grad_work(int64_t n, int64_t K);
int prepared_input_without_use_grad(int64_t n, int64_t K, const int32_t *Y,
    const double *c, double *grad_c, void *work);
size_t prepared_input_without_use_value_grad_work(int64_t n, int64_t K);
int prepared_input_without_use_value_grad(int64_t n, int64_t K, const int32_t *Y,
    const double *c, double *value, double *grad_c, void *work);
size_t prepared_input_without_use_state_size(int64_t n, int64_t K);
size_t prepared_input_without_use_prepare_work(int64_t n, int64_t K);
int prepared_input_without_use_prepare(int64_t n, int64_t K, const int32_t *Y, void *state,
    void *work);
size_t prepared_input_without_use_value_prepared_work(int64_t n, int64_t K);
int prepared_input_without_use_value_prepared(int64_t n, int64_t K, const void *state,
    const double *c, double *value, void *work);
size_t prepared_input_without_use_grad_prepared_work(int64_t n, int64_t K);
int prepared_input_without_use_grad_prepared(int64_t n, int64_t K, const void *state,
    const double *c, double *grad_c, void *work);
size_t prepared_input_without_use_value_grad_prepared_work(int64_t n, int64_t K);
int prepared_input_without_use_value_grad_prepared(int64_t n, int64_t K, const void *state,
    const double *c, double *value, double *grad_c, void *work);

/* Bytes of workspace for prepared_input_without_use_value; SIZE_MAX if they do not fit. */
size_t prepared_input_without_use_value_work(int64_t n, int64_t K)
{
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, K), sizeof(double))); /* Y_ */
    return bytes;
}

MDRT_VECTORISE
static int prepared_input_without_use_value_compute(int64_t n, int64_t K, const int32_t *Y,
    const double *c, double *value, void *work)
{
    double *const Y_ = (double *)work;
    double c_c = 0.0;
    double norm_Y = 0.0;

    /* prepared_input_without_use.lua:3  Y_ = Y */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < K; j++) {
            Y_[i * K + j] = (Y[i] == j ? 1.0 : 0.0);
        }
    }
    /* prepared_input_without_use.lua:7  c_c = ||c||^2 */
    c_c = mdrt_sumsq(K, c);
    /* prepared_input_without_use.lua:7  norm_Y = ||Y_||_F */
    norm_Y = mdrt_nrm2(n * K, Y_);
    /* prepared_input_without_use.lua:7  value = 2 n + c_c + norm_Y */
    *value = 2.0 * (double)n + c_c + norm_Y;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   K          size, >= 0
 *   Y          n elements, class numbers below K
 *   c          K elements
 *   value      out, 1 element; NULL: left out
 *   work       prepared_input_without_use_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_input_without_use_value(int64_t n, int64_t K, const int32_t *Y,
    const double *c, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || prepared_input_without_use_value_work(n, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (value != NULL) {
        rc = prepared_input_without_use_value_compute(n, K, Y, c, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for prepared_input_without_use_grad; SIZE_MAX if they do not fit. */
size_t prepared_input_without_use_grad_work(int64_t n, int64_t K)
{
    (void)n;
    (void)K;
    return 0;
}

MDRT_VECTORISE
static int prepared_input_without_use_grad_compute(int64_t n, int64_t K, const int32_t *Y,
    const double *c, double *grad_c, void *work)
{
    const int64_t block =
        mdrt_block_rows(K, 1, 0);
    const int64_t parts = mdrt_parts(K, block, 0);

    (void)n;
    (void)Y;
    (void)work;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        const int64_t end = mdrt_part_begin(K, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(K, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const c_rows = c + at;
            double *const grad_c_rows = grad_c == NULL ? NULL : grad_c + at;

            /* prepared_input_without_use.lua:7  grad_c = 2 c */
            for (int64_t i = 0; i < rows; i++) {
                grad_c_rows[i] = 2.0 * c_rows[i];
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   K          size, >= 0
 *   Y          n elements, class numbers below K
 *   c          K elements
 *   grad_c     out, K elements; NULL: left out
 *   work       prepared_input_without_use_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_input_without_use_grad(int64_t n, int64_t K, const int32_t *Y,
    const double *c, double *grad_c, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || prepared_input_without_use_grad_work(n, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (grad_c != NULL) {
        rc = prepared_input_without_use_grad_compute(n, K, Y, c, grad_c, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(K, grad_c);
    }
    return rc;
}

/* Bytes of workspace for prepared_input_without_use_value_grad; SIZE_MAX if they do not fit. */
size_t prepared_input_without_use_value_grad_work(int64_t n, int64_t K)
{
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, K), sizeof(double))); /* Y_ */
    return bytes;
}

MDRT_VECTORISE
static int prepared_input_without_use_value_grad_compute(int64_t n, int64_t K, const int32_t *Y,
    const double *c, double *value, double *grad_c, void *work)
{
    double *const Y_ = (double *)work;
    double c_c = 0.0;
    double norm_Y = 0.0;

    if (value != NULL) {
        /* prepared_input_without_use.lua:3  Y_ = Y */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < K; j++) {
                Y_[i * K + j] = (Y[i] == j ? 1.0 : 0.0);
            }
        }
        /* prepared_input_without_use.lua:7  c_c = ||c||^2 */
        c_c = mdrt_sumsq(K, c);
        /* prepared_input_without_use.lua:7  norm_Y = ||Y_||_F */
        norm_Y = mdrt_nrm2(n * K, Y_);
        /* prepared_input_without_use.lua:7  value = 2 n + c_c + norm_Y */
        *value = 2.0 * (double)n + c_c + norm_Y;
    }
    if (grad_c != NULL) {
        /* prepared_input_without_use.lua:7  grad_c = 2 c */
        for (int64_t i = 0; i < K; i++) {
            grad_c[i] = 2.0 * c[i];
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   K          size, >= 0
 *   Y          n elements, class numbers below K
 *   c          K elements
 *   value      out, 1 element; NULL: left out
 *   grad_c     out, K elements; NULL: left out
 *   work       prepared_input_without_use_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_input_without_use_value_grad(int64_t n, int64_t K, const int32_t *Y,
    const double *c, double *value, double *grad_c, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || prepared_input_without_use_value_grad_work(n, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else {
        rc = prepared_input_without_use_value_grad_compute(n, K, Y, c, value, grad_c, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(K, grad_c);
    }
    return rc;
}

/* Bytes of the state of prepared_input_without_use; SIZE_MAX if they do not fit. */
size_t prepared_input_without_use_state_size(int64_t n, int64_t K)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    if (K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(int32_t))); /* Y */
    return bytes;
}

/* Bytes of workspace for prepared_input_without_use_prepare; SIZE_MAX if they do not fit. */
size_t prepared_input_without_use_prepare_work(int64_t n, int64_t K)
{
    (void)n;
    (void)K;
    return 0;
}

static int prepared_input_without_use_prepare_compute(int64_t n, int64_t K, const int32_t *Y,
    void *state, void *work)
{
    (void)K;
    (void)work;
    int32_t *const Y_state = (int32_t *)(void *)((double *)state);
    for (int64_t i = 0; i < n; i++) {
        Y_state[i] = Y[i];
    }
    return MDRT_EOK;
}

/* Make the state for prepared_input_without_use_..._prepared from the inputs that stay the same.
 *   state      prepared_input_without_use_state_size() bytes, aligned as double
 * Returns 0, or an error with the spec's line. */
int prepared_input_without_use_prepare(int64_t n, int64_t K, const int32_t *Y, void *state,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || prepared_input_without_use_state_size(n, K) == SIZE_MAX || prepared_input_without_use_prepare_work(n, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else {
        rc = prepared_input_without_use_prepare_compute(n, K, Y, state, work);
    }
    return rc;
}

/* Bytes of workspace for prepared_input_without_use_value_prepared; SIZE_MAX if they do not fit. */
size_t prepared_input_without_use_value_prepared_work(int64_t n, int64_t K)
{
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, K), sizeof(double))); /* Y_ */
    return bytes;
}

MDRT_VECTORISE
static int prepared_input_without_use_value_prepared_compute(int64_t n, int64_t K,
    const void *state, const double *c, double *value, void *work)
{
    const int32_t *const Y = (const int32_t *)(const void *)((const double *)state);
    double *const Y_ = (double *)work;
    double c_c = 0.0;
    double norm_Y = 0.0;

    /* prepared_input_without_use.lua:3  Y_ = Y */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < K; j++) {
            Y_[i * K + j] = (Y[i] == j ? 1.0 : 0.0);
        }
    }
    /* prepared_input_without_use.lua:7  c_c = ||c||^2 */
    c_c = mdrt_sumsq(K, c);
    /* prepared_input_without_use.lua:7  norm_Y = ||Y_||_F */
    norm_Y = mdrt_nrm2(n * K, Y_);
    /* prepared_input_without_use.lua:7  value = 2 n + c_c + norm_Y */
    *value = 2.0 * (double)n + c_c + norm_Y;
    return MDRT_EOK;
}

/* The value, with the state that prepare made.
 *   n          size, >= 0
 *   K          size, >= 0
 *   state      made by prepared_input_without_use_prepare
 *   c          K elements
 *   value      out, 1 element; NULL: left out
 *   work       prepared_input_without_use_value_prepared_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_input_without_use_value_prepared(int64_t n, int64_t K, const void *state,
    const double *c, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || prepared_input_without_use_value_prepared_work(n, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (value != NULL) {
        rc = prepared_input_without_use_value_prepared_compute(n, K, state, c, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for prepared_input_without_use_grad_prepared; SIZE_MAX if they do not fit. */
size_t prepared_input_without_use_grad_prepared_work(int64_t n, int64_t K)
{
    (void)n;
    (void)K;
    return 0;
}

MDRT_VECTORISE
static int prepared_input_without_use_grad_prepared_compute(int64_t n, int64_t K,
    const void *state, const double *c, double *grad_c, void *work)
{
    const int32_t *const Y = (const int32_t *)(const void *)((const double *)state);
    const int64_t block =
        mdrt_block_rows(K, 1, 0);
    const int64_t parts = mdrt_parts(K, block, 0);

    (void)n;
    (void)work;
    (void)Y;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        const int64_t end = mdrt_part_begin(K, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(K, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const c_rows = c + at;
            double *const grad_c_rows = grad_c == NULL ? NULL : grad_c + at;

            /* prepared_input_without_use.lua:7  grad_c = 2 c */
            for (int64_t i = 0; i < rows; i++) {
                grad_c_rows[i] = 2.0 * c_rows[i];
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient, with the state that prepare made.
 *   n          size, >= 0
 *   K          size, >= 0
 *   state      made by prepared_input_without_use_prepare
 *   c          K elements
 *   grad_c     out, K elements; NULL: left out
 *   work       prepared_input_without_use_grad_prepared_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_input_without_use_grad_prepared(int64_t n, int64_t K, const void *state,
    const double *c, double *grad_c, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || prepared_input_without_use_grad_prepared_work(n, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (grad_c != NULL) {
        rc = prepared_input_without_use_grad_prepared_compute(n, K, state, c, grad_c, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(K, grad_c);
    }
    return rc;
}

/* Bytes of workspace for prepared_input_without_use_value_grad_prepared; SIZE_MAX if they do not fit. */
size_t prepared_input_without_use_value_grad_prepared_work(int64_t n, int64_t K)
{
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, K), sizeof(double))); /* Y_ */
    return bytes;
}

MDRT_VECTORISE
static int prepared_input_without_use_value_grad_prepared_compute(int64_t n, int64_t K,
    const void *state, const double *c, double *value, double *grad_c, void *work)
{
    const int32_t *const Y = (const int32_t *)(const void *)((const double *)state);
    double *const Y_ = (double *)work;
    double c_c = 0.0;
    double norm_Y = 0.0;

    if (value != NULL) {
        /* prepared_input_without_use.lua:3  Y_ = Y */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < K; j++) {
                Y_[i * K + j] = (Y[i] == j ? 1.0 : 0.0);
            }
        }
        /* prepared_input_without_use.lua:7  c_c = ||c||^2 */
        c_c = mdrt_sumsq(K, c);
        /* prepared_input_without_use.lua:7  norm_Y = ||Y_||_F */
        norm_Y = mdrt_nrm2(n * K, Y_);
        /* prepared_input_without_use.lua:7  value = 2 n + c_c + norm_Y */
        *value = 2.0 * (double)n + c_c + norm_Y;
    }
    if (grad_c != NULL) {
        /* prepared_input_without_use.lua:7  grad_c = 2 c */
        for (int64_t i = 0; i < K; i++) {
            grad_c[i] = 2.0 * c[i];
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient, with the state that prepare made.
 *   n          size, >= 0
 *   K          size, >= 0
 *   state      made by prepared_input_without_use_prepare
 *   c          K elements
 *   value      out, 1 element; NULL: left out
 *   grad_c     out, K elements; NULL: left out
 *   work       prepared_input_without_use_value_grad_prepared_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int prepared_input_without_use_value_grad_prepared(int64_t n, int64_t K, const void *state,
    const double *c, double *value, double *grad_c, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || prepared_input_without_use_value_grad_prepared_work(n, K) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else {
        rc = prepared_input_without_use_value_grad_prepared_compute(n, K, state, c, value, grad_c, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(K, grad_c);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
