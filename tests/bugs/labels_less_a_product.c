/* Made by mdgen 0.1.0 from labels_less_a_product.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * labels_less_a_product
 *     value = ||X W' + Y + 1||_F^2 + ||Y - X W'||_F^2
 *     grad_X = 2 (X W' + Y + 1 - (Y - X W')) W
 *     grad_W = 2 (X W' + Y + 1 - (Y - X W'))' X
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from labels_less_a_product.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t labels_less_a_product_value_work(int64_t n, int64_t K, int64_t d);
int labels_less_a_product_value(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, double *value, void *work);
size_t labels_less_a_product_grad_work(int64_t n, int64_t K, int64_t d);
int labels_less_a_product_grad(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, double *grad_X, double *grad_W, void *work);
size_t labels_less_a_product_value_grad_work(int64_t n, int64_t K, int64_t d);
int labels_less_a_product_value_grad(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, double *value, double *grad_X, double *grad_W,
    void *work);
size_t labels_less_a_product_jvp_work(int64_t n, int64_t K, int64_t d);
int labels_less_a_product_jvp(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, const double *v_X, const double *v_W, double *dvalue,
    void *work);
size_t labels_less_a_product_hvp_work(int64_t n, int64_t K, int64_t d);
int labels_less_a_product_hvp(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, const double *v_X, const double *v_W, double *hv_X,
    double *hv_W, void *work);

/* Bytes of workspace for labels_less_a_product_value; SIZE_MAX if they do not fit. */
size_t labels_less_a_product_value_work(int64_t n, int64_t K, int64_t d)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_imul(4, K), d), 2);
    const int64_t parts = mdrt_parts(n, block, 2);
    const int64_t part_size = mdrt_iadd(2, mdrt_imul(block, mdrt_imul(2, K)));
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0 || d < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int labels_less_a_product_value_compute(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, double *value, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_imul(4, K), d), 2);
    const int64_t parts = mdrt_parts(n, block, 2);
    const int64_t part_size = mdrt_iadd(2, mdrt_imul(block, mdrt_imul(2, K)));
    double *const part_arrays = (double *)work;
    double diff_diff = 0.0;
    double sum_sum = 0.0;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const X_W = part_arrays + part * part_size;
        double *const diff = X_W + block * K;
        double *const sum = X_W; /* its memory is free by then */
        double *const diff_diff_part = diff + block * K;
        double *const sum_sum_part = diff_diff_part + 1;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *diff_diff_part = 0.0;
        *sum_sum_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const int32_t *const Y_rows = Y + at;
            const double *const X_rows = X + at * d;

            /* labels_less_a_product.lua:7  X_W = X W' */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 1.0, X_rows, d, W, d, 0.0, X_W, K);
            /* labels_less_a_product.lua:7  diff = Y - X_W */
            for (int64_t i = 0; i < rows * K; i++) {
                diff[i] = -X_W[i];
            }
            for (int64_t i = 0; i < rows; i++) {
                diff[i * K + Y_rows[i]] += 1.0;
            }
            /* labels_less_a_product.lua:7  diff_diff += ||diff||_F^2 */
            *diff_diff_part += mdrt_sumsq(rows * K, diff);
            /* labels_less_a_product.lua:7  sum = Y + X_W + 1 */
            for (int64_t i = 0; i < rows * K; i++) {
                sum[i] = X_W[i] + 1.0;
            }
            for (int64_t i = 0; i < rows; i++) {
                sum[i * K + Y_rows[i]] += 1.0;
            }
            /* labels_less_a_product.lua:7  sum_sum += ||sum||_F^2 */
            *sum_sum_part += mdrt_sumsq(rows * K, sum);
        }
    }
    diff_diff = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        diff_diff += *(part_arrays + part * part_size + block * (2 * K));
    }
    sum_sum = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        sum_sum += *(part_arrays + part * part_size + block * (2 * K) + 1);
    }
    /* labels_less_a_product.lua:7  value = diff_diff + sum_sum */
    *value = diff_diff + sum_sum;
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   K          size, >= 0
 *   d          size, >= 0
 *   Y          n elements, class numbers below K
 *   X          n x d, row-major
 *   W          K x d, row-major
 *   value      out, 1 element; NULL: left out
 *   work       labels_less_a_product_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int labels_less_a_product_value(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || d < 0 || labels_less_a_product_value_work(n, K, d) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(K, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (value != NULL) {
        rc = labels_less_a_product_value_compute(n, K, d, Y, X, W, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for labels_less_a_product_grad; SIZE_MAX if they do not fit. */
size_t labels_less_a_product_grad_work(int64_t n, int64_t K, int64_t d)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(K, d), mdrt_imul(K, d));
    const int64_t parts = mdrt_parts(n, block, mdrt_imul(K, d));
    const int64_t part_size = mdrt_iadd(mdrt_imul(K, d), mdrt_imul(block, K));
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0 || d < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int labels_less_a_product_grad_compute(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, double *grad_X, double *grad_W, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(K, d), mdrt_imul(K, d));
    const int64_t parts = mdrt_parts(n, block, mdrt_imul(K, d));
    const int64_t part_size = mdrt_iadd(mdrt_imul(K, d), mdrt_imul(block, K));
    double *const part_arrays = (double *)work;

    (void)Y;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const sum = part_arrays + part * part_size;
        double *const grad_W_part = sum + block * K;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        mdrt_fill(K * d, 0.0, grad_W_part);
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * d;
            double *const grad_X_rows = grad_X == NULL ? NULL : grad_X + at * d;

            /* labels_less_a_product.lua:7  sum = 4 * (X W') */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 4.0, X_rows, d, W, d, 0.0, sum, K);
            /* labels_less_a_product.lua:7  sum += 2 */
            for (int64_t i = 0; i < rows * K; i++) {
                sum[i] += 2.0;
            }
            if (grad_X != NULL) {
                /* labels_less_a_product.lua:7  grad_X = sum W */
                mdrt_gemm_block(MDRT_N, MDRT_N, rows, d, K, 1.0, sum, K, W, d, 0.0, grad_X_rows, d);
            }
            if (grad_W != NULL) {
                /* labels_less_a_product.lua:7  grad_W += sum' X */
                mdrt_gemm_block(MDRT_T, MDRT_N, K, d, rows, 1.0, sum, K, X_rows, d, 1.0, grad_W_part, d);
            }
        }
    }
    if (grad_W != NULL) {
        mdrt_fill(K * d, 0.0, grad_W);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(K * d, 1.0, part_arrays + part * part_size + block * K, grad_W);
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   K          size, >= 0
 *   d          size, >= 0
 *   Y          n elements, class numbers below K
 *   X          n x d, row-major
 *   W          K x d, row-major
 *   grad_X     out, n x d, row-major; NULL: left out
 *   grad_W     out, K x d, row-major; NULL: left out
 *   work       labels_less_a_product_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int labels_less_a_product_grad(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, double *grad_X, double *grad_W, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || d < 0 || labels_less_a_product_grad_work(n, K, d) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(K, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(K, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else {
        rc = labels_less_a_product_grad_compute(n, K, d, Y, X, W, grad_X, grad_W, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, d), grad_X);
        mdrt_nan(mdrt_imul(K, d), grad_W);
    }
    return rc;
}

/* Bytes of workspace for labels_less_a_product_value_grad; SIZE_MAX if they do not fit. */
size_t labels_less_a_product_value_grad_work(int64_t n, int64_t K, int64_t d)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_imul(5, K), d), mdrt_iadd(mdrt_imul(K, d), 2));
    const int64_t parts = mdrt_parts(n, block, mdrt_iadd(mdrt_imul(K, d), 2));
    const int64_t part_size = mdrt_iadd(mdrt_iadd(mdrt_imul(K, d), 2), mdrt_imul(block, mdrt_imul(2, K)));
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0 || d < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int labels_less_a_product_value_grad_compute(int64_t n, int64_t K, int64_t d,
    const int32_t *Y, const double *X, const double *W, double *value, double *grad_X,
    double *grad_W, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_imul(5, K), d), mdrt_iadd(mdrt_imul(K, d), 2));
    const int64_t parts = mdrt_parts(n, block, mdrt_iadd(mdrt_imul(K, d), 2));
    const int64_t part_size = mdrt_iadd(mdrt_iadd(mdrt_imul(K, d), 2), mdrt_imul(block, mdrt_imul(2, K)));
    double *const part_arrays = (double *)work;
    double diff_diff = 0.0;
    double sum_sum = 0.0;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const X_W = part_arrays + part * part_size;
        double *const diff = X_W + block * K;
        double *const sum = diff; /* its memory is free by then */
        double *const sum_ = X_W; /* its memory is free by then */
        double *const diff_diff_part = diff + block * K;
        double *const sum_sum_part = diff_diff_part + 1;
        double *const grad_W_part = sum_sum_part + 1;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *diff_diff_part = 0.0;
        *sum_sum_part = 0.0;
        mdrt_fill(K * d, 0.0, grad_W_part);
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const int32_t *const Y_rows = Y + at;
            const double *const X_rows = X + at * d;
            double *const grad_X_rows = grad_X == NULL ? NULL : grad_X + at * d;

            /* labels_less_a_product.lua:7  X_W = X W' */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 1.0, X_rows, d, W, d, 0.0, X_W, K);
            if (value != NULL) {
                /* labels_less_a_product.lua:7  diff = Y - X_W */
                for (int64_t i = 0; i < rows * K; i++) {
                    diff[i] = -X_W[i];
                }
                for (int64_t i = 0; i < rows; i++) {
                    diff[i * K + Y_rows[i]] += 1.0;
                }
                /* labels_less_a_product.lua:7  diff_diff += ||diff||_F^2 */
                *diff_diff_part += mdrt_sumsq(rows * K, diff);
                /* labels_less_a_product.lua:7  sum = Y + X_W + 1 */
                for (int64_t i = 0; i < rows * K; i++) {
                    sum[i] = X_W[i] + 1.0;
                }
                for (int64_t i = 0; i < rows; i++) {
                    sum[i * K + Y_rows[i]] += 1.0;
                }
                /* labels_less_a_product.lua:7  sum_sum += ||sum||_F^2 */
                *sum_sum_part += mdrt_sumsq(rows * K, sum);
            }
            if (grad_X != NULL || grad_W != NULL) {
                /* labels_less_a_product.lua:7  sum_ = 4 X_W + 2 */
                for (int64_t i = 0; i < rows * K; i++) {
                    sum_[i] = 4.0 * X_W[i] + 2.0;
                }
            }
            if (grad_X != NULL) {
                /* labels_less_a_product.lua:7  grad_X = sum_ W */
                mdrt_gemm_block(MDRT_N, MDRT_N, rows, d, K, 1.0, sum_, K, W, d, 0.0, grad_X_rows, d);
            }
            if (grad_W != NULL) {
                /* labels_less_a_product.lua:7  grad_W += sum_' X */
                mdrt_gemm_block(MDRT_T, MDRT_N, K, d, rows, 1.0, sum_, K, X_rows, d, 1.0, grad_W_part, d);
            }
        }
    }
    diff_diff = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        diff_diff += *(part_arrays + part * part_size + block * (2 * K));
    }
    sum_sum = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        sum_sum += *(part_arrays + part * part_size + block * (2 * K) + 1);
    }
    if (grad_W != NULL) {
        mdrt_fill(K * d, 0.0, grad_W);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(K * d, 1.0, part_arrays + part * part_size + block * (2 * K) + 1 + 1, grad_W);
        }
    }
    if (value != NULL) {
        /* labels_less_a_product.lua:7  value = diff_diff + sum_sum */
        *value = diff_diff + sum_sum;
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   K          size, >= 0
 *   d          size, >= 0
 *   Y          n elements, class numbers below K
 *   X          n x d, row-major
 *   W          K x d, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_X     out, n x d, row-major; NULL: left out
 *   grad_W     out, K x d, row-major; NULL: left out
 *   work       labels_less_a_product_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int labels_less_a_product_value_grad(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, double *value, double *grad_X, double *grad_W,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || d < 0 || labels_less_a_product_value_grad_work(n, K, d) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(K, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(K, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else {
        rc = labels_less_a_product_value_grad_compute(n, K, d, Y, X, W, value, grad_X, grad_W, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(n, d), grad_X);
        mdrt_nan(mdrt_imul(K, d), grad_W);
    }
    return rc;
}

/* Bytes of workspace for labels_less_a_product_jvp; SIZE_MAX if they do not fit. */
size_t labels_less_a_product_jvp_work(int64_t n, int64_t K, int64_t d)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_imul(5, K), mdrt_imul(2, d)), 2);
    const int64_t parts = mdrt_parts(n, block, 2);
    const int64_t part_size = mdrt_iadd(2, mdrt_imul(block, mdrt_imul(3, K)));
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0 || d < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int labels_less_a_product_jvp_compute(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, const double *v_X, const double *v_W, double *dvalue,
    void *work)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_imul(5, K), mdrt_imul(2, d)), 2);
    const int64_t parts = mdrt_parts(n, block, 2);
    const int64_t part_size = mdrt_iadd(2, mdrt_imul(block, mdrt_imul(3, K)));
    double *const part_arrays = (double *)work;
    double diff_sum = 0.0;
    double sum_sum = 0.0;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const X_W = part_arrays + part * part_size;
        double *const diff = X_W + block * K;
        double *const sum_ = diff + block * K;
        double *const sum = X_W; /* its memory is free by then */
        double *const diff_sum_part = sum_ + block * K;
        double *const sum_sum_part = diff_sum_part + 1;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *diff_sum_part = 0.0;
        *sum_sum_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const int32_t *const Y_rows = Y + at;
            const double *const X_rows = X + at * d;
            const double *const v_X_rows = v_X + at * d;

            /* labels_less_a_product.lua:7  X_W = X W' */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 1.0, X_rows, d, W, d, 0.0, X_W, K);
            /* labels_less_a_product.lua:7  diff = Y - X_W */
            for (int64_t i = 0; i < rows * K; i++) {
                diff[i] = -X_W[i];
            }
            for (int64_t i = 0; i < rows; i++) {
                diff[i * K + Y_rows[i]] += 1.0;
            }
            /* labels_less_a_product.lua:7  sum = Y + X_W + 1 */
            for (int64_t i = 0; i < rows * K; i++) {
                sum[i] = X_W[i] + 1.0;
            }
            for (int64_t i = 0; i < rows; i++) {
                sum[i * K + Y_rows[i]] += 1.0;
            }
            /* labels_less_a_product.lua:7  sum_ = v_X W' */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 1.0, v_X_rows, d, W, d, 0.0, sum_, K);
            /* labels_less_a_product.lua:7  sum_ += X v_W' */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 1.0, X_rows, d, v_W, d, 1.0, sum_, K);
            /* labels_less_a_product.lua:7  diff_sum += Tr(diff' sum_) */
            *diff_sum_part += mdrt_dot(rows * K, diff, sum_);
            /* labels_less_a_product.lua:7  sum_sum += Tr(sum' sum_) */
            *sum_sum_part += mdrt_dot(rows * K, sum, sum_);
        }
    }
    diff_sum = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        diff_sum += *(part_arrays + part * part_size + block * (3 * K));
    }
    sum_sum = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        sum_sum += *(part_arrays + part * part_size + block * (3 * K) + 1);
    }
    /* labels_less_a_product.lua:7  dvalue = 2 sum_sum - 2 diff_sum */
    *dvalue = 2.0 * sum_sum - 2.0 * diff_sum;
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   n          size, >= 0
 *   K          size, >= 0
 *   d          size, >= 0
 *   Y          n elements, class numbers below K
 *   X          n x d, row-major
 *   W          K x d, row-major
 *   v_X        n x d, row-major
 *   v_W        K x d, row-major
 *   dvalue     out, 1 element; NULL: left out
 *   work       labels_less_a_product_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int labels_less_a_product_jvp(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, const double *v_X, const double *v_W, double *dvalue,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || d < 0 || labels_less_a_product_jvp_work(n, K, d) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(K, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(K, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else if (dvalue != NULL) {
        rc = labels_less_a_product_jvp_compute(n, K, d, Y, X, W, v_X, v_W, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, dvalue);
    }
    return rc;
}

/* Bytes of workspace for labels_less_a_product_hvp; SIZE_MAX if they do not fit. */
size_t labels_less_a_product_hvp_work(int64_t n, int64_t K, int64_t d)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_imul(2, K), mdrt_imul(2, d)), mdrt_imul(K, d));
    const int64_t parts = mdrt_parts(n, block, mdrt_imul(K, d));
    const int64_t part_size = mdrt_iadd(mdrt_imul(K, d), mdrt_imul(block, mdrt_imul(2, K)));
    size_t bytes = sizeof(double);

    if (n < 0 || K < 0 || d < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int labels_less_a_product_hvp_compute(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, const double *v_X, const double *v_W, double *hv_X,
    double *hv_W, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_imul(2, K), mdrt_imul(2, d)), mdrt_imul(K, d));
    const int64_t parts = mdrt_parts(n, block, mdrt_imul(K, d));
    const int64_t part_size = mdrt_iadd(mdrt_imul(K, d), mdrt_imul(block, mdrt_imul(2, K)));
    double *const part_arrays = (double *)work;

    (void)Y;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const sum = part_arrays + part * part_size;
        double *const sum_ = sum + block * K;
        double *const hv_W_part = sum_ + block * K;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        mdrt_fill(K * d, 0.0, hv_W_part);
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * d;
            const double *const v_X_rows = v_X + at * d;
            double *const hv_X_rows = hv_X == NULL ? NULL : hv_X + at * d;

            /* labels_less_a_product.lua:7  sum = 4 * (X W') */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 4.0, X_rows, d, W, d, 0.0, sum, K);
            /* labels_less_a_product.lua:7  sum += 2 */
            for (int64_t i = 0; i < rows * K; i++) {
                sum[i] += 2.0;
            }
            /* labels_less_a_product.lua:7  sum_ = v_X W' */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 1.0, v_X_rows, d, W, d, 0.0, sum_, K);
            /* labels_less_a_product.lua:7  sum_ += X v_W' */
            mdrt_gemm_block(MDRT_N, MDRT_T, rows, K, d, 1.0, X_rows, d, v_W, d, 1.0, sum_, K);
            if (hv_X != NULL) {
                /* labels_less_a_product.lua:7  hv_X = 4 * (sum_ W) */
                mdrt_gemm_block(MDRT_N, MDRT_N, rows, d, K, 4.0, sum_, K, W, d, 0.0, hv_X_rows, d);
            }
            if (hv_W != NULL) {
                /* labels_less_a_product.lua:7  hv_W += 4 * (sum_' X) */
                mdrt_gemm_block(MDRT_T, MDRT_N, K, d, rows, 4.0, sum_, K, X_rows, d, 1.0, hv_W_part, d);
            }
            if (hv_X != NULL) {
                /* labels_less_a_product.lua:7  hv_X += sum v_W */
                mdrt_gemm_block(MDRT_N, MDRT_N, rows, d, K, 1.0, sum, K, v_W, d, 1.0, hv_X_rows, d);
            }
            if (hv_W != NULL) {
                /* labels_less_a_product.lua:7  hv_W += sum' v_X */
                mdrt_gemm_block(MDRT_T, MDRT_N, K, d, rows, 1.0, sum, K, v_X_rows, d, 1.0, hv_W_part, d);
            }
        }
    }
    if (hv_W != NULL) {
        mdrt_fill(K * d, 0.0, hv_W);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(K * d, 1.0, part_arrays + part * part_size + block * (2 * K), hv_W);
        }
    }
    return MDRT_EOK;
}

/* The Hessian times a direction.
 *   n          size, >= 0
 *   K          size, >= 0
 *   d          size, >= 0
 *   Y          n elements, class numbers below K
 *   X          n x d, row-major
 *   W          K x d, row-major
 *   v_X        n x d, row-major
 *   v_W        K x d, row-major
 *   hv_X       out, n x d, row-major; NULL: left out
 *   hv_W       out, K x d, row-major; NULL: left out
 *   work       labels_less_a_product_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int labels_less_a_product_hvp(int64_t n, int64_t K, int64_t d, const int32_t *Y,
    const double *X, const double *W, const double *v_X, const double *v_W, double *hv_X,
    double *hv_W, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || K < 0 || d < 0 || labels_less_a_product_hvp_work(n, K, d) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(K, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(K, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(K, d), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_labels_check(n, Y, K) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 3);
    } else {
        rc = labels_less_a_product_hvp_compute(n, K, d, Y, X, W, v_X, v_W, hv_X, hv_W, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, d), hv_X);
        mdrt_nan(mdrt_imul(K, d), hv_W);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
