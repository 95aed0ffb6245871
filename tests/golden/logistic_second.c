/* Made by mdgen 0.1.0 from logistic_second.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from logistic_second.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t logistic_second_hvp_work(int64_t m, int64_t n);
int logistic_second_hvp(int64_t m, int64_t n, const double *A, const double *w,
    const double *v_w, double *hv_w, void *work);
size_t logistic_second_hessian_work(int64_t m, int64_t n);
int logistic_second_hessian(int64_t m, int64_t n, const double *A, const double *w,
    double *hess_w_w, void *work);

/* Bytes of workspace for logistic_second_hvp; SIZE_MAX if they do not fit. */
size_t logistic_second_hvp_work(int64_t m, int64_t n)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 5));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* A_w_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* sigmoid_A_w_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* A_v_w_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* sigmoid_prod_ */
    return bytes;
}

static int logistic_second_hvp_compute(int64_t m, int64_t n, const double *A, const double *w,
    const double *v_w, double *hv_w, void *work)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(n, 5));
    double *const A_w_ = (double *)work;
    double *const sigmoid_A_w_ = A_w_ + block;
    double *const A_v_w_ = sigmoid_A_w_ + block;
    double *const sigmoid_prod_ = A_v_w_ + block;
    double *const prod_ = A_w_; /* its memory is free by then */

    mdrt_fill(n, 0.0, hv_w);
    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const A_rows = A + at * n;

        /* logistic_second.lua:6  A_w_ = A w */
        mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, w, 0.0, A_w_);
        /* logistic_second.lua:6  sigmoid_A_w_ = sigmoid(A_w_) */
        mdrt_vsigmoid(rows, A_w_, sigmoid_A_w_);
        /* logistic_second.lua:6  A_v_w_ = A v_w */
        mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, v_w, 0.0, A_v_w_);
        /* logistic_second.lua:6  sigmoid_prod_ = sigmoid(-A_w_) */
        for (int64_t i = 0; i < rows; i++) {
            sigmoid_prod_[i] = -A_w_[i];
        }
        mdrt_vsigmoid(rows, sigmoid_prod_, sigmoid_prod_);
        /* logistic_second.lua:6  prod_ = sigmoid_A_w_ .* A_v_w_ .* sigmoid_prod_ */
        for (int64_t i = 0; i < rows; i++) {
            prod_[i] = sigmoid_A_w_[i] * A_v_w_[i] * sigmoid_prod_[i];
        }
        /* logistic_second.lua:6  hv_w = A' prod_ */
        mdrt_gemv(MDRT_T, rows, n, 1.0, A_rows, n, prod_, 1.0, hv_w);
    }
    return MDRT_EOK;
}

/* The Hessian times a direction.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   w          n elements
 *   v_w        n elements
 *   hv_w       out, n elements; NULL: left out
 *   work       logistic_second_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int logistic_second_hvp(int64_t m, int64_t n, const double *A, const double *w,
    const double *v_w, double *hv_w, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || logistic_second_hvp_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else {
        rc = logistic_second_hvp_compute(m, n, A, w, v_w, hv_w, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, hv_w);
    }
    return rc;
}

/* Bytes of workspace for logistic_second_hessian; SIZE_MAX if they do not fit. */
size_t logistic_second_hessian_work(int64_t m, int64_t n)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(mdrt_imul(2, n), 3));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* A_w_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* sigmoid_A_w_ */
    bytes = mdrt_add(bytes, mdrt_bytes(block, sizeof(double))); /* sigmoid_prod_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(block, n), sizeof(double))); /* prod_ */
    return bytes;
}

static int logistic_second_hessian_compute(int64_t m, int64_t n, const double *A, const double *w,
    double *hess_w_w, void *work)
{
    const int64_t block = mdrt_block_rows(m, mdrt_iadd(mdrt_imul(2, n), 3));
    double *const A_w_ = (double *)work;
    double *const sigmoid_A_w_ = A_w_ + block;
    double *const sigmoid_prod_ = sigmoid_A_w_ + block;
    double *const prod_ = sigmoid_prod_ + block;

    mdrt_fill(n * n, 0.0, hess_w_w);
    for (int64_t at = 0; at < m; at += block) {
        const int64_t rows = m - at < block ? m - at : block;
        const double *const A_rows = A + at * n;

        /* logistic_second.lua:6  A_w_ = A w */
        mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, w, 0.0, A_w_);
        /* logistic_second.lua:6  sigmoid_A_w_ = sigmoid(A_w_) */
        mdrt_vsigmoid(rows, A_w_, sigmoid_A_w_);
        /* logistic_second.lua:6  sigmoid_prod_ = sigmoid(-A_w_) */
        for (int64_t i = 0; i < rows; i++) {
            sigmoid_prod_[i] = -A_w_[i];
        }
        mdrt_vsigmoid(rows, sigmoid_prod_, sigmoid_prod_);
        /* logistic_second.lua:6  prod_ = diag(sigmoid_A_w_ .* sigmoid_prod_) A */
        for (int64_t i = 0; i < rows; i++) {
            for (int64_t j = 0; j < n; j++) {
                prod_[i * n + j] = A_rows[i * n + j] * sigmoid_A_w_[i] * sigmoid_prod_[i];
            }
        }
        /* logistic_second.lua:6  hess_w_w = A' prod_ */
        mdrt_gemm(MDRT_T, MDRT_N, n, n, rows, 1.0, A_rows, n, prod_, n, 1.0, hess_w_w, n);
    }
    return MDRT_EOK;
}

/* The Hessian, a block for each pair of inputs.
 *   m          size, >= 0
 *   n          size, >= 0
 *   A          m x n, row-major
 *   w          n elements
 *   hess_w_w   out, n x n, row-major; NULL: left out
 *   work       logistic_second_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int logistic_second_hessian(int64_t m, int64_t n, const double *A, const double *w,
    double *hess_w_w, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || n < 0 || logistic_second_hessian_work(m, n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else {
        rc = logistic_second_hessian_compute(m, n, A, w, hess_w_w, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), hess_w_w);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
