/* Made by mdgen 0.1.0 from triangle_of_direction.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from triangle_of_direction.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t triangle_of_direction_value_grad_work(int64_t n);
int triangle_of_direction_value_grad(int64_t n, const double *L, const double *U,
    double *value, double *grad_L, double *grad_U, void *work);
size_t triangle_of_direction_jvp_work(int64_t n);
int triangle_of_direction_jvp(int64_t n, const double *L, const double *U,
    const double *v_L, const double *v_U, double *dvalue, void *work);
size_t triangle_of_direction_hvp_work(int64_t n);
int triangle_of_direction_hvp(int64_t n, const double *L, const double *U,
    const double *v_L, const double *v_U, double *hv_L, double *hv_U, void *work);
size_t triangle_of_direction_hessian_work(int64_t n);
int triangle_of_direction_hessian(int64_t n, const double *L, const double *U,
    double *hess_L_L, double *hess_L_U, double *hess_U_U, void *work);

/* Bytes of workspace for triangle_of_direction_value_grad; SIZE_MAX if they do not fit. */
size_t triangle_of_direction_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* t_U */
    return bytes;
}

MDRT_VECTORISE
static int triangle_of_direction_value_grad_compute(int64_t n, const double *L, const double *U,
    double *value, double *grad_L, double *grad_U, void *work)
{
    double *const L_t = (double *)work;
    double *const t_U = L_t + (n * n);
    double L_t_L_t = 0.0;
    double t_U_t_U = 0.0;
    double L_t_t_U = 0.0;

    /* triangle_of_direction.lua:3  L_t = tril(L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            L_t[i * n + j] = (i >= j ? L[i * n + j] : 0.0);
        }
    }
    /* triangle_of_direction.lua:4  t_U = triu(U) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            t_U[i * n + j] = (j >= i ? U[i * n + j] : 0.0);
        }
    }
    if (value != NULL) {
        /* triangle_of_direction.lua:7  L_t_L_t = ||L_t||_F^2 */
        L_t_L_t = mdrt_sumsq(n * n, L_t);
        /* triangle_of_direction.lua:7  t_U_t_U = ||t_U||_F^2 */
        t_U_t_U = mdrt_sumsq(n * n, t_U);
        /* triangle_of_direction.lua:7  L_t_t_U = Tr(L_t' t_U) */
        L_t_t_U = mdrt_dot(n * n, L_t, t_U);
        /* triangle_of_direction.lua:7  value = L_t_L_t + t_U_t_U + L_t_t_U */
        *value = L_t_L_t + t_U_t_U + L_t_t_U;
    }
    if (grad_U != NULL) {
        /* triangle_of_direction.lua:4  grad_U = triu(L_t + 2 t_U) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_U[i * n + j] = (j >= i ? L_t[i * n + j] + 2.0 * t_U[i * n + j] : 0.0);
            }
        }
    }
    if (grad_L != NULL) {
        /* triangle_of_direction.lua:3  grad_L = tril(2 L_t + t_U) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_L[i * n + j] = (i >= j ? 2.0 * L_t[i * n + j] + t_U[i * n + j] : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   L          n x n, row-major
 *   U          n x n, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_L     out, n x n, row-major; NULL: left out
 *   grad_U     out, n x n, row-major; NULL: left out
 *   work       triangle_of_direction_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int triangle_of_direction_value_grad(int64_t n, const double *L, const double *U,
    double *value, double *grad_L, double *grad_U, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || triangle_of_direction_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = triangle_of_direction_value_grad_compute(n, L, U, value, grad_L, grad_U, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(n, n), grad_L);
        mdrt_nan(mdrt_imul(n, n), grad_U);
    }
    return rc;
}

/* Bytes of workspace for triangle_of_direction_jvp; SIZE_MAX if they do not fit. */
size_t triangle_of_direction_jvp_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* L_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* t_U */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* t_v_L */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* t_v_U */
    return bytes;
}

MDRT_VECTORISE
static int triangle_of_direction_jvp_compute(int64_t n, const double *L, const double *U,
    const double *v_L, const double *v_U, double *dvalue, void *work)
{
    double *const L_t = (double *)work;
    double *const t_U = L_t + (n * n);
    double *const t_v_L = t_U + (n * n);
    double *const t_v_U = t_v_L + (n * n);
    double L_t_t_v_L = 0.0;
    double t_U_t_v_U = 0.0;
    double t_U_t_v_L = 0.0;
    double L_t_t_v_U = 0.0;

    /* triangle_of_direction.lua:3  L_t = tril(L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            L_t[i * n + j] = (i >= j ? L[i * n + j] : 0.0);
        }
    }
    /* triangle_of_direction.lua:4  t_U = triu(U) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            t_U[i * n + j] = (j >= i ? U[i * n + j] : 0.0);
        }
    }
    /* triangle_of_direction.lua:3  t_v_L = tril(v_L) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            t_v_L[i * n + j] = (i >= j ? v_L[i * n + j] : 0.0);
        }
    }
    /* triangle_of_direction.lua:4  t_v_U = triu(v_U) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            t_v_U[i * n + j] = (j >= i ? v_U[i * n + j] : 0.0);
        }
    }
    /* triangle_of_direction.lua:7  L_t_t_v_L = Tr(L_t' t_v_L) */
    L_t_t_v_L = mdrt_dot(n * n, L_t, t_v_L);
    /* triangle_of_direction.lua:7  t_U_t_v_U = Tr(t_U' t_v_U) */
    t_U_t_v_U = mdrt_dot(n * n, t_U, t_v_U);
    /* triangle_of_direction.lua:7  t_U_t_v_L = Tr(t_U' t_v_L) */
    t_U_t_v_L = mdrt_dot(n * n, t_U, t_v_L);
    /* triangle_of_direction.lua:7  L_t_t_v_U = Tr(L_t' t_v_U) */
    L_t_t_v_U = mdrt_dot(n * n, L_t, t_v_U);
    /* triangle_of_direction.lua:7  dvalue = 2 L_t_t_v_L + 2 t_U_t_v_U + t_U_t_v_L + L_t_t_v_U */
    *dvalue = 2.0 * L_t_t_v_L + 2.0 * t_U_t_v_U + t_U_t_v_L + L_t_t_v_U;
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   n          size, >= 0
 *   L          n x n, row-major
 *   U          n x n, row-major
 *   v_L        n x n, row-major
 *   v_U        n x n, row-major
 *   dvalue     out, 1 element; NULL: left out
 *   work       triangle_of_direction_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int triangle_of_direction_jvp(int64_t n, const double *L, const double *U,
    const double *v_L, const double *v_U, double *dvalue, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || triangle_of_direction_jvp_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (dvalue != NULL) {
        rc = triangle_of_direction_jvp_compute(n, L, U, v_L, v_U, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, dvalue);
    }
    return rc;
}

/* Bytes of workspace for triangle_of_direction_hvp; SIZE_MAX if they do not fit. */
size_t triangle_of_direction_hvp_work(int64_t n)
{
    (void)n;
    return 0;
}

MDRT_VECTORISE
static int triangle_of_direction_hvp_compute(int64_t n, const double *L, const double *U,
    const double *v_L, const double *v_U, double *hv_L, double *hv_U, void *work)
{

    (void)L;
    (void)U;
    (void)work;
    if (hv_U != NULL) {
        /* triangle_of_direction.lua:4  hv_U = triu(tril(v_L) + 2 triu(v_U)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                hv_U[i * n + j] = (j >= i ? (i >= j ? v_L[i * n + j] : 0.0) + 2.0 * (j >= i ? v_U[i * n + j] : 0.0) : 0.0);
            }
        }
    }
    if (hv_L != NULL) {
        /* triangle_of_direction.lua:3  hv_L = tril(2 tril(v_L) + triu(v_U)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                hv_L[i * n + j] = (i >= j ? 2.0 * (i >= j ? v_L[i * n + j] : 0.0) + (j >= i ? v_U[i * n + j] : 0.0) : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The Hessian times a direction.
 *   n          size, >= 0
 *   L          n x n, row-major
 *   U          n x n, row-major
 *   v_L        n x n, row-major
 *   v_U        n x n, row-major
 *   hv_L       out, n x n, row-major; NULL: left out
 *   hv_U       out, n x n, row-major; NULL: left out
 *   work       triangle_of_direction_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int triangle_of_direction_hvp(int64_t n, const double *L, const double *U,
    const double *v_L, const double *v_U, double *hv_L, double *hv_U, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || triangle_of_direction_hvp_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = triangle_of_direction_hvp_compute(n, L, U, v_L, v_U, hv_L, hv_U, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), hv_L);
        mdrt_nan(mdrt_imul(n, n), hv_U);
    }
    return rc;
}

/* Bytes of workspace for triangle_of_direction_hessian; SIZE_MAX if they do not fit. */
size_t triangle_of_direction_hessian_work(int64_t n)
{
    (void)n;
    return 0;
}

MDRT_VECTORISE
static int triangle_of_direction_hessian_compute(int64_t n, const double *L, const double *U,
    double *hess_L_L, double *hess_L_U, double *hess_U_U, void *work)
{

    (void)L;
    (void)U;
    (void)work;
    if (hess_L_L != NULL) {
        /* triangle_of_direction.lua:5  hess_L_L = 2 [I[i,k] I[j,l] tril(1)[i,j]]_{i,j,k,l} */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        hess_L_L[((i * n + j) * n + k) * n + l] = 2.0 * (i >= j && i >= j && i == k && j == l ? 1.0 : 0.0);
                    }
                }
            }
        }
    }
    if (hess_L_U != NULL) {
        /* triangle_of_direction.lua:5  hess_L_U = I[i,k] I[j,l] triu(1)[j,i] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        hess_L_U[((i * n + j) * n + k) * n + l] = (i >= j && j >= i && i == k && j == l ? 1.0 : 0.0);
                    }
                }
            }
        }
    }
    if (hess_U_U != NULL) {
        /* triangle_of_direction.lua:5  hess_U_U = 2 [I[i,k] I[j,l] tril(1)[j,i]]_{i,j,k,l} */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                for (int64_t k = 0; k < n; k++) {
                    for (int64_t l = 0; l < n; l++) {
                        hess_U_U[((i * n + j) * n + k) * n + l] = 2.0 * (j >= i && j >= i && i == k && j == l ? 1.0 : 0.0);
                    }
                }
            }
        }
    }
    return MDRT_EOK;
}

/* The Hessian, a block for each pair of inputs.
 *   n          size, >= 0
 *   L          n x n, row-major
 *   U          n x n, row-major
 *   hess_L_L   out, (n*n) x (n*n), row-major; NULL: left out
 *   hess_L_U   out, (n*n) x (n*n), row-major; NULL: left out
 *   hess_U_U   out, (n*n) x (n*n), row-major; NULL: left out
 *   work       triangle_of_direction_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int triangle_of_direction_hessian(int64_t n, const double *L, const double *U,
    double *hess_L_L, double *hess_L_U, double *hess_U_U, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || triangle_of_direction_hessian_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = triangle_of_direction_hessian_compute(n, L, U, hess_L_L, hess_L_U, hess_U_U, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_L_L);
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_L_U);
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_U_U);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
