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
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 5), n);
    const int64_t parts = mdrt_parts(m, block, n);
    const int64_t part_size = mdrt_iadd(n, mdrt_imul(block, 3));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int logistic_second_hvp_compute(int64_t m, int64_t n, const double *A, const double *w,
    const double *v_w, double *hv_w, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(n, 5), n);
    const int64_t parts = mdrt_parts(m, block, n);
    const int64_t part_size = mdrt_iadd(n, mdrt_imul(block, 3));
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const A_w = part_arrays + part * part_size;
        double *const sigmoid_A_w = A_w + block;
        double *const A_v_w = sigmoid_A_w + block;
        double *const sigmoid_prod = A_w; /* its memory is free by then */
        double *const prod = A_v_w; /* its memory is free by then */
        double *const hv_w_part = parts == 1 ? hv_w : A_v_w + block;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        mdrt_fill(n, 0.0, hv_w_part);
        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * n;

            /* logistic_second.lua:6  A_w = A w */
            mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, w, 0.0, A_w);
            /* logistic_second.lua:6  sigmoid_A_w = sigmoid(A_w) */
            mdrt_vsigmoid(rows, A_w, sigmoid_A_w);
            /* logistic_second.lua:6  A_v_w = A v_w */
            mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, v_w, 0.0, A_v_w);
            /* logistic_second.lua:6  sigmoid_prod = sigmoid(-A_w) */
            for (int64_t i = 0; i < rows; i++) {
                sigmoid_prod[i] = -A_w[i];
            }
            mdrt_vsigmoid(rows, sigmoid_prod, sigmoid_prod);
            /* logistic_second.lua:6  prod = sigmoid_A_w .* A_v_w .* sigmoid_prod */
            for (int64_t i = 0; i < rows; i++) {
                prod[i] = sigmoid_A_w[i] * A_v_w[i] * sigmoid_prod[i];
            }
            /* logistic_second.lua:6  hv_w += A' prod */
            mdrt_gemv(MDRT_T, rows, n, 1.0, A_rows, n, prod, 1.0, hv_w_part);
        }
    }
    if (parts > 1) {
        mdrt_fill(n, 0.0, hv_w);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(n, 1.0, part_arrays + part * part_size + block * 3, hv_w);
        }
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
    } else if (hv_w != NULL) {
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
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(mdrt_imul(2, n), 3), mdrt_imul(n, n));
    const int64_t parts = mdrt_parts(m, block, mdrt_imul(n, n));
    const int64_t part_size = mdrt_iadd(mdrt_imul(n, n), mdrt_imul(block, mdrt_iadd(n, 2)));
    size_t bytes = sizeof(double);

    if (m < 0 || n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int logistic_second_hessian_compute(int64_t m, int64_t n, const double *A, const double *w,
    double *hess_w_w, void *work)
{
    const int64_t block =
        mdrt_block_rows(m, mdrt_iadd(mdrt_imul(2, n), 3), mdrt_imul(n, n));
    const int64_t parts = mdrt_parts(m, block, mdrt_imul(n, n));
    const int64_t part_size = mdrt_iadd(mdrt_imul(n, n), mdrt_imul(block, mdrt_iadd(n, 2)));
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const A_w = part_arrays + part * part_size;
        double *const sigmoid_A_w = A_w + block;
        double *const prod = sigmoid_A_w + block;
        double *const sigmoid_prod = A_w; /* its memory is free by then */
        double *const hess_w_w_part = parts == 1 ? hess_w_w : prod + block * n;
        const int64_t end = mdrt_part_begin(m, block, parts, part + 1);

        mdrt_fill(n * n, 0.0, hess_w_w_part);
        for (int64_t at = mdrt_part_begin(m, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * n;

            /* logistic_second.lua:6  A_w = A w */
            mdrt_gemv(MDRT_N, rows, n, 1.0, A_rows, n, w, 0.0, A_w);
            /* logistic_second.lua:6  sigmoid_A_w = sigmoid(A_w) */
            mdrt_vsigmoid(rows, A_w, sigmoid_A_w);
            /* logistic_second.lua:6  sigmoid_prod = sigmoid(-A_w) */
            for (int64_t i = 0; i < rows; i++) {
                sigmoid_prod[i] = -A_w[i];
            }
            mdrt_vsigmoid(rows, sigmoid_prod, sigmoid_prod);
            /* logistic_second.lua:6  prod = diag(sigmoid_A_w .* sigmoid_prod) A */
            for (int64_t i = 0; i < rows; i++) {
                for (int64_t j = 0; j < n; j++) {
                    prod[i * n + j] = A_rows[i * n + j] * sigmoid_A_w[i] * sigmoid_prod[i];
                }
            }
            /* logistic_second.lua:6  hess_w_w += prod' A */
            mdrt_gemmt_block(MDRT_T, MDRT_N, n, rows, 1.0, prod, n, A_rows, n, 1.0, hess_w_w_part, n);
        }
    }
    if (parts > 1) {
        mdrt_fill(n * n, 0.0, hess_w_w);
        for (int64_t part = 0; part < parts; part++) {
            mdrt_axpy(n * n, 1.0, part_arrays + part * part_size + block * (n + 2), hess_w_w);
        }
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
    } else if (hess_w_w != NULL) {
        rc = logistic_second_hessian_compute(m, n, A, w, hess_w_w, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n < 0 ? 0 : mdrt_imul(n, n), hess_w_w);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
