/* Made by mdgen 0.1.0 from number_from_input.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * number_from_input
 *     value = ||A||^2
 *     grad_A = 2 A
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from number_from_input.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t number_from_input_value_work(int64_t n, int64_t m);
int number_from_input_value(int64_t n, int64_t m, const double *A, const double *B,
    double *value, void *work);
size_t number_from_input_grad_work(int64_t n, int64_t m);
int number_from_input_grad(int64_t n, int64_t m, const double *A, const double *B,
    double *grad_A, void *work);
size_t number_from_input_value_grad_work(int64_t n, int64_t m);
int number_from_input_value_grad(int64_t n, int64_t m, const double *A, const double *B,
    double *value, double *grad_A, void *work);

/* Bytes of workspace for number_from_input_value; SIZE_MAX if they do not fit. */
size_t number_from_input_value_work(int64_t n, int64_t m)
{
    const int64_t block =
        mdrt_block_rows(n, 1, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = 1;
    size_t bytes = sizeof(double);

    if (n < 0 || m < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int number_from_input_value_compute(int64_t n, int64_t m, const double *A, const double *B,
    double *value, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 1, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = 1;
    double *const part_arrays = (double *)work;

    (void)m;
    (void)B;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const value_part = part_arrays + part * part_size;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *value_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at;

            /* number_from_input.lua:6  value += ||A||^2 */
            *value_part += mdrt_sumsq(rows, A_rows);
        }
    }
    *value = 0.0;
    for (int64_t part = 0; part < parts; part++) {
        *value += *(part_arrays + part * part_size);
    }
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   m          size, >= 0
 *   A          n elements
 *   B          m elements
 *   value      out, 1 element; NULL: left out
 *   work       number_from_input_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int number_from_input_value(int64_t n, int64_t m, const double *A, const double *B,
    double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || m < 0 || number_from_input_value_work(n, m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (value != NULL) {
        rc = number_from_input_value_compute(n, m, A, B, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for number_from_input_grad; SIZE_MAX if they do not fit. */
size_t number_from_input_grad_work(int64_t n, int64_t m)
{
    (void)n;
    (void)m;
    return 0;
}

MDRT_VECTORISE
static int number_from_input_grad_compute(int64_t n, int64_t m, const double *A, const double *B,
    double *grad_A, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 1, 0);
    const int64_t parts = mdrt_parts(n, block, 0);

    (void)m;
    (void)B;
    (void)work;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at;
            double *const grad_A_rows = grad_A == NULL ? NULL : grad_A + at;

            /* number_from_input.lua:6  grad_A = 2 A */
            for (int64_t i = 0; i < rows; i++) {
                grad_A_rows[i] = 2.0 * A_rows[i];
            }
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   m          size, >= 0
 *   A          n elements
 *   B          m elements
 *   grad_A     out, n elements; NULL: left out
 *   work       number_from_input_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int number_from_input_grad(int64_t n, int64_t m, const double *A, const double *B,
    double *grad_A, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || m < 0 || number_from_input_grad_work(n, m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (grad_A != NULL) {
        rc = number_from_input_grad_compute(n, m, A, B, grad_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(n, grad_A);
    }
    return rc;
}

/* Bytes of workspace for number_from_input_value_grad; SIZE_MAX if they do not fit. */
size_t number_from_input_value_grad_work(int64_t n, int64_t m)
{
    const int64_t block =
        mdrt_block_rows(n, 1, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = 1;
    size_t bytes = sizeof(double);

    if (n < 0 || m < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int number_from_input_value_grad_compute(int64_t n, int64_t m, const double *A,
    const double *B, double *value, double *grad_A, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, 1, 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = 1;
    double *const part_arrays = (double *)work;

    (void)m;
    (void)B;
#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const value_part = part_arrays + part * part_size;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *value_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const A_rows = A + at;
            double *const grad_A_rows = grad_A == NULL ? NULL : grad_A + at;

            if (value != NULL) {
                /* number_from_input.lua:6  value += ||A||^2 */
                *value_part += mdrt_sumsq(rows, A_rows);
            }
            if (grad_A != NULL) {
                /* number_from_input.lua:6  grad_A = 2 A */
                for (int64_t i = 0; i < rows; i++) {
                    grad_A_rows[i] = 2.0 * A_rows[i];
                }
            }
        }
    }
    if (value != NULL) {
        *value = 0.0;
        for (int64_t part = 0; part < parts; part++) {
            *value += *(part_arrays + part * part_size);
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   m          size, >= 0
 *   A          n elements
 *   B          m elements
 *   value      out, 1 element; NULL: left out
 *   grad_A     out, n elements; NULL: left out
 *   work       number_from_input_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int number_from_input_value_grad(int64_t n, int64_t m, const double *A, const double *B,
    double *value, double *grad_A, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || m < 0 || number_from_input_value_grad_work(n, m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else {
        rc = number_from_input_value_grad_compute(n, m, A, B, value, grad_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(n, grad_A);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
