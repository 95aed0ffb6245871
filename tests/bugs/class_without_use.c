/* Made by mdgen 0.1.0 from class_without_use.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from class_without_use.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t class_without_use_hvp_work(int64_t n, int64_t k);
int class_without_use_hvp(int64_t n, int64_t k, const double *A, const int32_t *B,
    const double *v_A, double *hv_A, void *work);

/* Bytes of workspace for class_without_use_hvp; SIZE_MAX if they do not fit. */
size_t class_without_use_hvp_work(int64_t n, int64_t k)
{
    size_t bytes = sizeof(double);

    if (n < 0 || k < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_ */
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* v_A_ */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* sum_v_A */
    bytes = mdrt_add(bytes, mdrt_bytes(3, sizeof(double))); /* A_sum_v_A */
    bytes = mdrt_add(bytes, mdrt_bytes(n, sizeof(double))); /* sum_A */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(3, n), sizeof(double))); /* B_sum */
    return bytes;
}

MDRT_VECTORISE
static int class_without_use_hvp_compute(int64_t n, int64_t k, const double *A, const int32_t *B,
    const double *v_A, double *hv_A, void *work)
{
    double *const A_ = (double *)work;
    double *const v_A_ = A_ + 1;
    double *const sum_v_A = v_A_ + 1;
    double *const A_sum_v_A = sum_v_A + n;
    double *const sum_A = A_sum_v_A + 3;
    double *const B_sum = sum_A + n;
    double *const v_A_sum_A = A_sum_v_A; /* its memory is free by then */
    double sum_A_prod = 0.0;
    double sum_v_A_prod = 0.0;
    double sum = 0.0;

    (void)k;
    (void)B;
    /* class_without_use.lua:9  A_ = A[2, 1] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_[i * 1 + j] = A[(i + 1) * 3 + j];
        }
    }
    /* class_without_use.lua:9  v_A_ = v_A[2, 1] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            v_A_[i * 1 + j] = v_A[(i + 1) * 3 + j];
        }
    }
    /* class_without_use.lua:9  sum_v_A = v_A 1 */
    for (int64_t i = 0; i < n; i++) {
        sum_v_A[i] = mdrt_sum(3, v_A + i * 3);
    }
    /* class_without_use.lua:9  A_sum_v_A = A' sum_v_A */
    mdrt_gemv(MDRT_T, n, 3, 1.0, A, 3, sum_v_A, 0.0, A_sum_v_A);
    /* class_without_use.lua:9  sum_A_prod = A_sum_v_A' 1 */
    sum_A_prod = mdrt_sum(3, A_sum_v_A);
    /* class_without_use.lua:9  sum_A = A 1 */
    for (int64_t i = 0; i < n; i++) {
        sum_A[i] = mdrt_sum(3, A + i * 3);
    }
    /* class_without_use.lua:9  v_A_sum_A = v_A' sum_A */
    mdrt_gemv(MDRT_T, n, 3, 1.0, v_A, 3, sum_A, 0.0, v_A_sum_A);
    /* class_without_use.lua:9  sum_v_A_prod = v_A_sum_A' 1 */
    sum_v_A_prod = mdrt_sum(3, v_A_sum_A);
    /* class_without_use.lua:9  sum = sum_A_prod + sum_v_A_prod */
    sum = sum_A_prod + sum_v_A_prod;
    /* class_without_use.lua:9  B_sum = (A_ sum_v_A + v_A_ sum_A) 1' B' */
    mdrt_fill(n * 3, 0.0, B_sum);
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < 3; j++) {
            B_sum[i * 3 + j] += A_[0] * sum_v_A[i] + v_A_[0] * sum_A[i];
        }
    }
    /* class_without_use.lua:9  hv_A = (v_A_ sum_A + A_ sum_v_A) 1' + sum e_2 e_1' + B_sum */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < 3; j++) {
            hv_A[i * 3 + j] = v_A_[0] * sum_A[i] + A_[0] * sum_v_A[i] + B_sum[i * 3 + j] + (i >= 1 && i < 2 && j < 1 ? sum : 0.0);
        }
    }
    return MDRT_EOK;
}

/* The Hessian times a direction.
 *   n          size, >= 0
 *   k          size, >= 0
 *   A          n x 3, row-major
 *   B          3 elements, class numbers below k
 *   v_A        n x 3, row-major
 *   hv_A       out, n x 3, row-major; NULL: left out
 *   work       class_without_use_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int class_without_use_hvp(int64_t n, int64_t k, const double *A, const int32_t *B,
    const double *v_A, double *hv_A, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || k < 0 || class_without_use_hvp_work(n, k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(3, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(3, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 7);
    } else if (mdrt_bytes(mdrt_imul(3, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 7);
    } else if (n - 2 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 9);
    } else if (mdrt_labels_check(3, B, k) != MDRT_EOK) {
        rc = MDRT_ERROR(MDRT_ELABEL, 5);
    } else if (hv_A != NULL) {
        rc = class_without_use_hvp_compute(n, k, A, B, v_A, hv_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(3, n), hv_A);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
