/* Made by mdgen 0.1.0 from tensor_batch.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * tensor_batch
 *     value = sum_{i,j,l,q,r} A[i,j,q] B[i,q,l] A[i,j,r] B[i,r,l]
 *     grad_A = 2 [sum_{q,r} B[i,l,q] A[i,j,r] B[i,r,q]]_{i,j,l}
 *     grad_B = 2 [sum_{q,r} A[i,q,j] A[i,q,r] B[i,r,l]]_{i,j,l}
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from tensor_batch.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t tensor_batch_value_work(int64_t k, int64_t m, int64_t n, int64_t p);
int tensor_batch_value(int64_t k, int64_t m, int64_t n, int64_t p, const double *A,
    const double *B, double *value, void *work);
size_t tensor_batch_grad_work(int64_t k, int64_t m, int64_t n, int64_t p);
int tensor_batch_grad(int64_t k, int64_t m, int64_t n, int64_t p, const double *A,
    const double *B, double *grad_A, double *grad_B, void *work);
size_t tensor_batch_value_grad_work(int64_t k, int64_t m, int64_t n, int64_t p);
int tensor_batch_value_grad(int64_t k, int64_t m, int64_t n, int64_t p, const double *A,
    const double *B, double *value, double *grad_A, double *grad_B, void *work);

/* Bytes of workspace for tensor_batch_value; SIZE_MAX if they do not fit. */
size_t tensor_batch_value_work(int64_t k, int64_t m, int64_t n, int64_t p)
{
    const int64_t block =
        mdrt_block_rows(k, mdrt_iadd(mdrt_iadd(mdrt_imul(m, n), mdrt_imul(m, p)), mdrt_imul(n, p)), 1);
    const int64_t parts = mdrt_parts(k, block, 1);
    const int64_t part_size = mdrt_iadd(1, mdrt_imul(block, mdrt_imul(m, p)));
    size_t bytes = sizeof(double);

    if (k < 0 || m < 0 || n < 0 || p < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int tensor_batch_value_compute(int64_t k, int64_t m, int64_t n, int64_t p, const double *A,
    const double *B, double *value, void *work)
{
    const int64_t block =
        mdrt_block_rows(k, mdrt_iadd(mdrt_iadd(mdrt_imul(m, n), mdrt_imul(m, p)), mdrt_imul(n, p)), 1);
    const int64_t parts = mdrt_parts(k, block, 1);
    const int64_t part_size = mdrt_iadd(1, mdrt_imul(block, mdrt_imul(m, p)));
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const A_B = part_arrays + part * part_size;
        double *const value_part = A_B + block * (m * p);
        const int64_t end = mdrt_part_begin(k, block, parts, part + 1);

        *value_part = 0.0;
        for (int64_t at = mdrt_part_begin(k, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * m * n;
            const double *const B_rows = B + at * n * p;

            /* tensor_batch.lua:4  A_B = sum_{q} A[i,j,q] B[i,q,l] */
            mdrt_gemm_batch(rows, MDRT_N, MDRT_N, m, p, n, 1.0, A_rows, m * n, B_rows, n * p, 0.0, A_B, m * p);
            /* tensor_batch.lua:4  value += sum_{i,j,l} A_B[i,j,l]^2 */
            *value_part += mdrt_sumsq(rows * m * p, A_B);
        }
    }
    *value = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        *value += *(part_arrays + part * part_size + block * (m * p));
    }
    return MDRT_EOK;
}

/* The value.
 *   k          size, >= 0
 *   m          size, >= 0
 *   n          size, >= 0
 *   p          size, >= 0
 *   A          k x m x n, row-major
 *   B          k x n x p, row-major
 *   value      out, 1 element; NULL: left out
 *   work       tensor_batch_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int tensor_batch_value(int64_t k, int64_t m, int64_t n, int64_t p, const double *A,
    const double *B, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (k < 0 || m < 0 || n < 0 || p < 0 || tensor_batch_value_work(k, m, n, p) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(k, m), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(k, n), p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (value != NULL) {
        rc = tensor_batch_value_compute(k, m, n, p, A, B, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for tensor_batch_grad; SIZE_MAX if they do not fit. */
size_t tensor_batch_grad_work(int64_t k, int64_t m, int64_t n, int64_t p)
{
    const int64_t block =
        mdrt_block_rows(k, mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_imul(m, n), mdrt_imul(m, p)), mdrt_imul(n, n)), mdrt_imul(n, p)), 0);
    const int64_t parts = mdrt_parts(k, block, 0);
    const int64_t part_size = mdrt_imul(block, mdrt_iadd(mdrt_imul(m, p), mdrt_imul(n, n)));
    size_t bytes = sizeof(double);

    if (k < 0 || m < 0 || n < 0 || p < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int tensor_batch_grad_compute(int64_t k, int64_t m, int64_t n, int64_t p, const double *A,
    const double *B, double *grad_A, double *grad_B, void *work)
{
    const int64_t block =
        mdrt_block_rows(k, mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_imul(m, n), mdrt_imul(m, p)), mdrt_imul(n, n)), mdrt_imul(n, p)), 0);
    const int64_t parts = mdrt_parts(k, block, 0);
    const int64_t part_size = mdrt_imul(block, mdrt_iadd(mdrt_imul(m, p), mdrt_imul(n, n)));
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const A_B = part_arrays + part * part_size;
        double *const A_A = A_B + block * (m * p);
        const int64_t end = mdrt_part_begin(k, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(k, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * m * n;
            const double *const B_rows = B + at * n * p;
            double *const grad_A_rows = grad_A == NULL ? NULL : grad_A + at * m * n;
            double *const grad_B_rows = grad_B == NULL ? NULL : grad_B + at * n * p;

            if (grad_A != NULL) {
                /* tensor_batch.lua:4  A_B = sum_{q} A[i,j,q] B[i,q,l] */
                mdrt_gemm_batch(rows, MDRT_N, MDRT_N, m, p, n, 1.0, A_rows, m * n, B_rows, n * p, 0.0, A_B, m * p);
                /* tensor_batch.lua:4  grad_A = 2 * (sum_{q} B[i,l,q] A_B[i,j,q]) */
                mdrt_gemm_batch(rows, MDRT_N, MDRT_T, m, n, p, 2.0, A_B, m * p, B_rows, p * n, 0.0, grad_A_rows, m * n);
            }
            if (grad_B != NULL) {
                /* tensor_batch.lua:4  A_A = sum_{q} A[i,q,j] A[i,q,l] */
                mdrt_gemm_batch(rows, MDRT_T, MDRT_N, n, n, m, 1.0, A_rows, n * m, A_rows, m * n, 0.0, A_A, n * n);
                /* tensor_batch.lua:4  grad_B = 2 * (sum_{q} B[i,q,l] A_A[i,j,q]) */
                mdrt_gemm_batch(rows, MDRT_N, MDRT_N, n, p, n, 2.0, A_A, n * n, B_rows, n * p, 0.0, grad_B_rows, n * p);
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   k          size, >= 0
 *   m          size, >= 0
 *   n          size, >= 0
 *   p          size, >= 0
 *   A          k x m x n, row-major
 *   B          k x n x p, row-major
 *   grad_A     out, k x m x n, row-major; NULL: left out
 *   grad_B     out, k x n x p, row-major; NULL: left out
 *   work       tensor_batch_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int tensor_batch_grad(int64_t k, int64_t m, int64_t n, int64_t p, const double *A,
    const double *B, double *grad_A, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (k < 0 || m < 0 || n < 0 || p < 0 || tensor_batch_grad_work(k, m, n, p) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(k, m), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(k, n), p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(k, m), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(k, n), p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else {
        rc = tensor_batch_grad_compute(k, m, n, p, A, B, grad_A, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(k < 0 || m < 0 || n < 0 ? 0 : mdrt_imul(mdrt_imul(k, m), n), grad_A);
        mdrt_nan(k < 0 || n < 0 || p < 0 ? 0 : mdrt_imul(mdrt_imul(k, n), p), grad_B);
    }
    return rc;
}

/* Bytes of workspace for tensor_batch_value_grad; SIZE_MAX if they do not fit. */
size_t tensor_batch_value_grad_work(int64_t k, int64_t m, int64_t n, int64_t p)
{
    const int64_t block =
        mdrt_block_rows(k, mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_imul(m, n), mdrt_imul(m, p)), mdrt_imul(n, n)), mdrt_imul(n, p)), 1);
    const int64_t parts = mdrt_parts(k, block, 1);
    const int64_t part_size = mdrt_iadd(1, mdrt_imul(block, mdrt_iadd(mdrt_imul(m, p), mdrt_imul(n, n))));
    size_t bytes = sizeof(double);

    if (k < 0 || m < 0 || n < 0 || p < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int tensor_batch_value_grad_compute(int64_t k, int64_t m, int64_t n, int64_t p,
    const double *A, const double *B, double *value, double *grad_A, double *grad_B,
    void *work)
{
    const int64_t block =
        mdrt_block_rows(k, mdrt_iadd(mdrt_iadd(mdrt_iadd(mdrt_imul(m, n), mdrt_imul(m, p)), mdrt_imul(n, n)), mdrt_imul(n, p)), 1);
    const int64_t parts = mdrt_parts(k, block, 1);
    const int64_t part_size = mdrt_iadd(1, mdrt_imul(block, mdrt_iadd(mdrt_imul(m, p), mdrt_imul(n, n))));
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const A_B = part_arrays + part * part_size;
        double *const A_A = A_B + block * (m * p);
        double *const value_part = A_A + block * (n * n);
        const int64_t end = mdrt_part_begin(k, block, parts, part + 1);

        *value_part = 0.0;
        for (int64_t at = mdrt_part_begin(k, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at * m * n;
            const double *const B_rows = B + at * n * p;
            double *const grad_A_rows = grad_A == NULL ? NULL : grad_A + at * m * n;
            double *const grad_B_rows = grad_B == NULL ? NULL : grad_B + at * n * p;

            if (value != NULL || grad_A != NULL) {
                /* tensor_batch.lua:4  A_B = sum_{q} A[i,j,q] B[i,q,l] */
                mdrt_gemm_batch(rows, MDRT_N, MDRT_N, m, p, n, 1.0, A_rows, m * n, B_rows, n * p, 0.0, A_B, m * p);
            }
            if (value != NULL) {
                /* tensor_batch.lua:4  value += sum_{i,j,l} A_B[i,j,l]^2 */
                *value_part += mdrt_sumsq(rows * m * p, A_B);
            }
            if (grad_A != NULL) {
                /* tensor_batch.lua:4  grad_A = 2 * (sum_{q} B[i,l,q] A_B[i,j,q]) */
                mdrt_gemm_batch(rows, MDRT_N, MDRT_T, m, n, p, 2.0, A_B, m * p, B_rows, p * n, 0.0, grad_A_rows, m * n);
            }
            if (grad_B != NULL) {
                /* tensor_batch.lua:4  A_A = sum_{q} A[i,q,j] A[i,q,l] */
                mdrt_gemm_batch(rows, MDRT_T, MDRT_N, n, n, m, 1.0, A_rows, n * m, A_rows, m * n, 0.0, A_A, n * n);
                /* tensor_batch.lua:4  grad_B = 2 * (sum_{q} B[i,q,l] A_A[i,j,q]) */
                mdrt_gemm_batch(rows, MDRT_N, MDRT_N, n, p, n, 2.0, A_A, n * n, B_rows, n * p, 0.0, grad_B_rows, n * p);
            }
        }
    }
    if (value != NULL) {
        *value = 0.0;
        for (int64_t part = 0; part < parts; part++) {
            *value += *(part_arrays + part * part_size + block * (m * p + n * n));
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   k          size, >= 0
 *   m          size, >= 0
 *   n          size, >= 0
 *   p          size, >= 0
 *   A          k x m x n, row-major
 *   B          k x n x p, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_A     out, k x m x n, row-major; NULL: left out
 *   grad_B     out, k x n x p, row-major; NULL: left out
 *   work       tensor_batch_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int tensor_batch_value_grad(int64_t k, int64_t m, int64_t n, int64_t p, const double *A,
    const double *B, double *value, double *grad_A, double *grad_B, void *work)
{
    int rc = MDRT_EOK;

    if (k < 0 || m < 0 || n < 0 || p < 0 || tensor_batch_value_grad_work(k, m, n, p) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(k, m), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(k, n), p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(k, m), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(k, n), p), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else {
        rc = tensor_batch_value_grad_compute(k, m, n, p, A, B, value, grad_A, grad_B, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(k < 0 || m < 0 || n < 0 ? 0 : mdrt_imul(mdrt_imul(k, m), n), grad_A);
        mdrt_nan(k < 0 || n < 0 || p < 0 ? 0 : mdrt_imul(mdrt_imul(k, n), p), grad_B);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
