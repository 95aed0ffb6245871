/* Made by mdgen 0.1.0 from products_of_rows.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from products_of_rows.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t products_of_rows_value_grad_work(int64_t n, int64_t k);
int products_of_rows_value_grad(int64_t n, int64_t k, const double *X, const double *y,
    double *value, double *grad_X, double *grad_y, void *work);
size_t products_of_rows_hvp_work(int64_t n, int64_t k);
int products_of_rows_hvp(int64_t n, int64_t k, const double *X, const double *y,
    const double *v_X, const double *v_y, double *hv_X, double *hv_y, void *work);
size_t products_of_rows_hessian_work(int64_t n, int64_t k);
int products_of_rows_hessian(int64_t n, int64_t k, const double *X, const double *y,
    double *hess_X_X, double *hess_X_y, double *hess_y_y, void *work);

/* Bytes of workspace for products_of_rows_value_grad; SIZE_MAX if they do not fit. */
size_t products_of_rows_value_grad_work(int64_t n, int64_t k)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_imul(2, k), 2), 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = mdrt_iadd(1, mdrt_imul(block, mdrt_iadd(k, 1)));
    size_t bytes = sizeof(double);

    if (n < 0 || k < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(parts, part_size), sizeof(double)));
    return bytes;
}

MDRT_VECTORISE
static int products_of_rows_value_grad_compute(int64_t n, int64_t k, const double *X,
    const double *y, double *value, double *grad_X, double *grad_y, void *work)
{
    const int64_t block =
        mdrt_block_rows(n, mdrt_iadd(mdrt_imul(2, k), 2), 1);
    const int64_t parts = mdrt_parts(n, block, 1);
    const int64_t part_size = mdrt_iadd(1, mdrt_imul(block, mdrt_iadd(k, 1)));
    double *const part_arrays = (double *)work;

#ifdef _OPENMP
#pragma omp parallel for schedule(static, 1)
#endif
    for (int64_t part = 0; part < parts; part++) {
        double *const prod_X = part_arrays + part * part_size;
        double *const X_ = prod_X + block;
        double *const value_part = X_ + block * k;
        const int64_t end = mdrt_part_begin(n, block, parts, part + 1);

        *value_part = 0.0;
        for (int64_t at = mdrt_part_begin(n, block, parts, part); at < end; at += block) {
            const int64_t rows = end - at < block ? end - at : block;
            const double *const X_rows = X + at * k;
            const double *const y_rows = y + at;
            double *const grad_X_rows = grad_X == NULL ? NULL : grad_X + at * k;
            double *const grad_y_rows = grad_y == NULL ? NULL : grad_y + at;

            if (value != NULL || grad_y != NULL) {
                /* products_of_rows.lua:7  prod_X = prod(X, 2) */
                for (int64_t i = 0; i < rows; i++) {
                    prod_X[i] = mdrt_prod(k, X_rows + i * k);
                }
            }
            if (value != NULL) {
                /* products_of_rows.lua:7  value += y' prod_X */
                *value_part += mdrt_dot(rows, y_rows, prod_X);
            }
            if (grad_X != NULL) {
                /* products_of_rows.lua:7  X_ = prod_others(X) */
                for (int64_t i = 0; i < rows; i++) {
                    mdrt_loo_prod(k, X_rows + i * k, 1, X_ + i * k, 1);
                }
                /* products_of_rows.lua:7  grad_X = diag(y) X_ */
                for (int64_t i = 0; i < rows; i++) {
                    for (int64_t j = 0; j < k; j++) {
                        grad_X_rows[i * k + j] = y_rows[i] * X_[i * k + j];
                    }
                }
            }
            if (grad_y != NULL) {
                /* products_of_rows.lua:5  grad_y = prod(X, 2) */
                mdrt_copy(rows, prod_X, grad_y_rows);
            }
        }
    }
    if (value != NULL) {
        *value = 0.0;
        for (int64_t part = 0; part < parts; part++) {
            *value += *(part_arrays + part * part_size + block * (k + 1));
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   k          size, >= 0
 *   X          n x k, row-major
 *   y          n elements
 *   value      out, 1 element; NULL: left out
 *   grad_X     out, n x k, row-major; NULL: left out
 *   grad_y     out, n elements; NULL: left out
 *   work       products_of_rows_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int products_of_rows_value_grad(int64_t n, int64_t k, const double *X, const double *y,
    double *value, double *grad_X, double *grad_y, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || k < 0 || products_of_rows_value_grad_work(n, k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = products_of_rows_value_grad_compute(n, k, X, y, value, grad_X, grad_y, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(n, k), grad_X);
        mdrt_nan(n, grad_y);
    }
    return rc;
}

/* Bytes of workspace for products_of_rows_hvp; SIZE_MAX if they do not fit. */
size_t products_of_rows_hvp_work(int64_t n, int64_t k)
{
    size_t bytes = sizeof(double);

    if (n < 0 || k < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, k), sizeof(double))); /* X_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, k), sizeof(double))); /* t */
    return bytes;
}

MDRT_VECTORISE
static int products_of_rows_hvp_compute(int64_t n, int64_t k, const double *X, const double *y,
    const double *v_X, const double *v_y, double *hv_X, double *hv_y, void *work)
{
    double *const X_ = (double *)work;
    double *const t = X_ + (n * k);

    /* products_of_rows.lua:7  X_ = prod_others(X) */
    for (int64_t i = 0; i < n; i++) {
        mdrt_loo_prod(k, X + i * k, 1, X_ + i * k, 1);
    }
    if (hv_y != NULL) {
        /* products_of_rows.lua:7  hv_y = (X_ .* v_X) 1 */
        for (int64_t i = 0; i < n; i++) {
            hv_y[i] = mdrt_dot(k, X_ + i * k, v_X + i * k);
        }
    }
    if (hv_X != NULL) {
        /* products_of_rows.lua:7  t = d_prod_others(X, v_X) */
        for (int64_t i = 0; i < n; i++) {
            mdrt_loo_prod_diff(k, X + i * k, v_X + i * k, t + i * k);
        }
        /* products_of_rows.lua:7  hv_X = diag(v_y) X_ + diag(y) t */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < k; j++) {
                hv_X[i * k + j] = X_[i * k + j] * v_y[i] + y[i] * t[i * k + j];
            }
        }
    }
    return MDRT_EOK;
}

/* The Hessian times a direction.
 *   n          size, >= 0
 *   k          size, >= 0
 *   X          n x k, row-major
 *   y          n elements
 *   v_X        n x k, row-major
 *   v_y        n elements
 *   hv_X       out, n x k, row-major; NULL: left out
 *   hv_y       out, n elements; NULL: left out
 *   work       products_of_rows_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int products_of_rows_hvp(int64_t n, int64_t k, const double *X, const double *y,
    const double *v_X, const double *v_y, double *hv_X, double *hv_y, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || k < 0 || products_of_rows_hvp_work(n, k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = products_of_rows_hvp_compute(n, k, X, y, v_X, v_y, hv_X, hv_y, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, k), hv_X);
        mdrt_nan(n, hv_y);
    }
    return rc;
}

/* Bytes of workspace for products_of_rows_hessian; SIZE_MAX if they do not fit. */
size_t products_of_rows_hessian_work(int64_t n, int64_t k)
{
    size_t bytes = sizeof(double);

    if (n < 0 || k < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, k), sizeof(double))); /* X_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), k), k), sizeof(double))); /* t_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), k), k), sizeof(double))); /* t */
    return bytes;
}

MDRT_VECTORISE
static int products_of_rows_hessian_compute(int64_t n, int64_t k, const double *X,
    const double *y, double *hess_X_X, double *hess_X_y, double *hess_y_y, void *work)
{
    double *const X_ = (double *)work;
    double *const t_t = X_ + (n * k);
    double *const t = t_t + (n * n * k * k);

    if (hess_X_y != NULL) {
        /* products_of_rows.lua:7  X_ = prod_others(X) */
        for (int64_t i = 0; i < n; i++) {
            mdrt_loo_prod(k, X + i * k, 1, X_ + i * k, 1);
        }
    }
    if (hess_X_X != NULL) {
        /* products_of_rows.lua:5  t_t = I[i,l] I[j,p] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < k; j++) {
                for (int64_t k_ = 0; k_ < n; k_++) {
                    for (int64_t l = 0; l < k; l++) {
                        t_t[((i * k + j) * n + k_) * k + l] = (i == k_ && j == l ? 1.0 : 0.0);
                    }
                }
            }
        }
        /* products_of_rows.lua:7  t = d_prod_others(X, t_t) */
        for (int64_t i = 0; i < n * k * n; i++) {
            mdrt_loo_prod_diff(k, X + i % (n) * k, t_t + i * k, t + i * k);
        }
        /* products_of_rows.lua:5  hess_X_X = y[i] t[l,p,i,j] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < k; j++) {
                for (int64_t k_ = 0; k_ < n; k_++) {
                    for (int64_t l = 0; l < k; l++) {
                        hess_X_X[((i * k + j) * n + k_) * k + l] = y[i] * t[((k_ * k + l) * n + i) * k + j];
                    }
                }
            }
        }
    }
    if (hess_X_y != NULL) {
        /* products_of_rows.lua:5  hess_X_y = X_[i,j] I[i,l] */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < k; j++) {
                for (int64_t k_ = 0; k_ < n; k_++) {
                    hess_X_y[(i * k + j) * n + k_] = (i == k_ ? X_[i * k + j] : 0.0);
                }
            }
        }
    }
    if (hess_y_y != NULL) {
        /* products_of_rows.lua:5  hess_y_y = 0 */
        for (int64_t i = 0; i < n * n; i++) {
            hess_y_y[i] = 0.0;
        }
    }
    return MDRT_EOK;
}

/* The Hessian, a block for each pair of inputs.
 *   n          size, >= 0
 *   k          size, >= 0
 *   X          n x k, row-major
 *   y          n elements
 *   hess_X_X   out, (n*k) x (n*k), row-major; NULL: left out
 *   hess_X_y   out, (n*k) x n, row-major; NULL: left out
 *   hess_y_y   out, n x n, row-major; NULL: left out
 *   work       products_of_rows_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int products_of_rows_hessian(int64_t n, int64_t k, const double *X, const double *y,
    double *hess_X_X, double *hess_X_y, double *hess_y_y, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || k < 0 || products_of_rows_hessian_work(n, k) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), k), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(n, n), k), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 5);
    } else {
        rc = products_of_rows_hessian_compute(n, k, X, y, hess_X_X, hess_X_y, hess_y_y, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(n, n), k), k), hess_X_X);
        mdrt_nan(mdrt_imul(mdrt_imul(n, n), k), hess_X_y);
        mdrt_nan(mdrt_imul(n, n), hess_y_y);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
