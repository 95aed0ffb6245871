/* Made by mdgen 0.1.0 from array_only_set.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * array_only_set
 *     value = tril(A)[1, 2] tril(A)[2, 1] tril(A)[1, 2] tril(A)[2, 1]
 *     grad_A = tril(pad(2 tril(A)[1, 2]^2 tril(A)[2, 1], 2, 1) + pad(2 tril(A)[1, 2] tril(A)[2, 1]^2, 1, 2))
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from array_only_set.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t array_only_set_value_work(int64_t n);
int array_only_set_value(int64_t n, const double *A, double *value, void *work);
size_t array_only_set_grad_work(int64_t n);
int array_only_set_grad(int64_t n, const double *A, double *grad_A, void *work);
size_t array_only_set_value_grad_work(int64_t n);
int array_only_set_value_grad(int64_t n, const double *A, double *value, double *grad_A,
    void *work);
size_t array_only_set_jvp_work(int64_t n);
int array_only_set_jvp(int64_t n, const double *A, const double *v_A, double *dvalue,
    void *work);
size_t array_only_set_hvp_work(int64_t n);
int array_only_set_hvp(int64_t n, const double *A, const double *v_A, double *hv_A,
    void *work);
size_t array_only_set_hessian_work(int64_t n);
int array_only_set_hessian(int64_t n, const double *A, double *hess_A_A, void *work);

/* Bytes of workspace for array_only_set_value; SIZE_MAX if they do not fit. */
size_t array_only_set_value_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t */
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t_ */
    return bytes;
}

MDRT_VECTORISE
static int array_only_set_value_compute(int64_t n, const double *A, double *value, void *work)
{
    double *const A_t = (double *)work;
    double *const A_t_ = A_t + 1;

    /* array_only_set.lua:6  A_t = tril(A)[1, 2] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t[i * 1 + j] = (i >= j + 1 ? A[i * n + j + 1] : 0.0);
        }
    }
    /* array_only_set.lua:6  A_t_ = tril(A)[2, 1] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t_[i * 1 + j] = (i + 1 >= j ? A[(i + 1) * n + j] : 0.0);
        }
    }
    /* array_only_set.lua:6  value = A_t A_t_ A_t A_t_ */
    *value = A_t[0] * A_t_[0] * A_t[0] * A_t_[0];
    return MDRT_EOK;
}

/* The value.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   value      out, 1 element; NULL: left out
 *   work       array_only_set_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int array_only_set_value(int64_t n, const double *A, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || array_only_set_value_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (n - 2 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (value != NULL) {
        rc = array_only_set_value_compute(n, A, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
    }
    return rc;
}

/* Bytes of workspace for array_only_set_grad; SIZE_MAX if they do not fit. */
size_t array_only_set_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t */
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t_ */
    return bytes;
}

MDRT_VECTORISE
static int array_only_set_grad_compute(int64_t n, const double *A, double *grad_A, void *work)
{
    double *const A_t = (double *)work;
    double *const A_t_ = A_t + 1;
    double prod = 0.0;
    double prod_ = 0.0;

    /* array_only_set.lua:6  A_t = tril(A)[1, 2] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t[i * 1 + j] = (i >= j + 1 ? A[i * n + j + 1] : 0.0);
        }
    }
    /* array_only_set.lua:6  A_t_ = tril(A)[2, 1] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t_[i * 1 + j] = (i + 1 >= j ? A[(i + 1) * n + j] : 0.0);
        }
    }
    /* array_only_set.lua:6  prod = A_t A_t_^2 */
    prod = A_t[0] * A_t_[0] * A_t_[0];
    /* array_only_set.lua:6  prod_ = A_t^2 A_t_ */
    prod_ = A_t[0] * A_t[0] * A_t_[0];
    /* array_only_set.lua:3  grad_A = tril(pad(2 prod_, 2, 1) + pad(2 prod, 1, 2)) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            grad_A[i * n + j] = (i >= j ? (i >= 1 && i < 2 && j < 1 ? 2.0 * prod_ : 0.0) + (i < 1 && j >= 1 && j < 2 ? 2.0 * prod : 0.0) : 0.0);
        }
    }
    return MDRT_EOK;
}

/* The gradient.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   grad_A     out, n x n, row-major; NULL: left out
 *   work       array_only_set_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int array_only_set_grad(int64_t n, const double *A, double *grad_A, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || array_only_set_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (n - 2 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (grad_A != NULL) {
        rc = array_only_set_grad_compute(n, A, grad_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), grad_A);
    }
    return rc;
}

/* Bytes of workspace for array_only_set_value_grad; SIZE_MAX if they do not fit. */
size_t array_only_set_value_grad_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t */
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t_ */
    return bytes;
}

MDRT_VECTORISE
static int array_only_set_value_grad_compute(int64_t n, const double *A, double *value,
    double *grad_A, void *work)
{
    double *const A_t = (double *)work;
    double *const A_t_ = A_t + 1;
    double prod = 0.0;
    double prod_ = 0.0;

    /* array_only_set.lua:6  A_t = tril(A)[1, 2] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t[i * 1 + j] = (i >= j + 1 ? A[i * n + j + 1] : 0.0);
        }
    }
    /* array_only_set.lua:6  A_t_ = tril(A)[2, 1] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t_[i * 1 + j] = (i + 1 >= j ? A[(i + 1) * n + j] : 0.0);
        }
    }
    if (value != NULL) {
        /* array_only_set.lua:6  value = A_t A_t_ A_t A_t_ */
        *value = A_t[0] * A_t_[0] * A_t[0] * A_t_[0];
    }
    if (grad_A != NULL) {
        /* array_only_set.lua:6  prod = A_t A_t_^2 */
        prod = A_t[0] * A_t_[0] * A_t_[0];
        /* array_only_set.lua:6  prod_ = A_t^2 A_t_ */
        prod_ = A_t[0] * A_t[0] * A_t_[0];
        /* array_only_set.lua:3  grad_A = tril(pad(2 prod_, 2, 1) + pad(2 prod, 1, 2)) */
        for (int64_t i = 0; i < n; i++) {
            for (int64_t j = 0; j < n; j++) {
                grad_A[i * n + j] = (i >= j ? (i >= 1 && i < 2 && j < 1 ? 2.0 * prod_ : 0.0) + (i < 1 && j >= 1 && j < 2 ? 2.0 * prod : 0.0) : 0.0);
            }
        }
    }
    return MDRT_EOK;
}

/* The value and its gradient.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   value      out, 1 element; NULL: left out
 *   grad_A     out, n x n, row-major; NULL: left out
 *   work       array_only_set_value_grad_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int array_only_set_value_grad(int64_t n, const double *A, double *value, double *grad_A,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || array_only_set_value_grad_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (n - 2 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else {
        rc = array_only_set_value_grad_compute(n, A, value, grad_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, value);
        mdrt_nan(mdrt_imul(n, n), grad_A);
    }
    return rc;
}

/* Bytes of workspace for array_only_set_jvp; SIZE_MAX if they do not fit. */
size_t array_only_set_jvp_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t */
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t_ */
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* t_v_A */
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* t_v_A_ */
    return bytes;
}

MDRT_VECTORISE
static int array_only_set_jvp_compute(int64_t n, const double *A, const double *v_A,
    double *dvalue, void *work)
{
    double *const A_t = (double *)work;
    double *const A_t_ = A_t + 1;
    double *const t_v_A = A_t_ + 1;
    double *const t_v_A_ = t_v_A + 1;

    /* array_only_set.lua:6  A_t = tril(A)[1, 2] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t[i * 1 + j] = (i >= j + 1 ? A[i * n + j + 1] : 0.0);
        }
    }
    /* array_only_set.lua:6  A_t_ = tril(A)[2, 1] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t_[i * 1 + j] = (i + 1 >= j ? A[(i + 1) * n + j] : 0.0);
        }
    }
    /* array_only_set.lua:6  t_v_A = tril(v_A)[1, 2] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            t_v_A[i * 1 + j] = (i >= j + 1 ? v_A[i * n + j + 1] : 0.0);
        }
    }
    /* array_only_set.lua:6  t_v_A_ = tril(v_A)[2, 1] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            t_v_A_[i * 1 + j] = (i + 1 >= j ? v_A[(i + 1) * n + j] : 0.0);
        }
    }
    /* array_only_set.lua:6  dvalue = 2 A_t A_t_ (A_t_ t_v_A + A_t t_v_A_) */
    *dvalue = 2.0 * A_t[0] * A_t_[0] * (A_t_[0] * t_v_A[0] + A_t[0] * t_v_A_[0]);
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   v_A        n x n, row-major
 *   dvalue     out, 1 element; NULL: left out
 *   work       array_only_set_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int array_only_set_jvp(int64_t n, const double *A, const double *v_A, double *dvalue,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || array_only_set_jvp_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (n - 2 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (dvalue != NULL) {
        rc = array_only_set_jvp_compute(n, A, v_A, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(1, dvalue);
    }
    return rc;
}

/* Bytes of workspace for array_only_set_hvp; SIZE_MAX if they do not fit. */
size_t array_only_set_hvp_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t */
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t_ */
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* t_v_A */
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* t_v_A_ */
    return bytes;
}

MDRT_VECTORISE
static int array_only_set_hvp_compute(int64_t n, const double *A, const double *v_A, double *hv_A,
    void *work)
{
    double *const A_t = (double *)work;
    double *const A_t_ = A_t + 1;
    double *const t_v_A = A_t_ + 1;
    double *const t_v_A_ = t_v_A + 1;
    double t_t = 0.0;
    double t_t_ = 0.0;
    double t_sum = 0.0;
    double t_sum_ = 0.0;

    /* array_only_set.lua:6  A_t = tril(A)[1, 2] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t[i * 1 + j] = (i >= j + 1 ? A[i * n + j + 1] : 0.0);
        }
    }
    /* array_only_set.lua:6  A_t_ = tril(A)[2, 1] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t_[i * 1 + j] = (i + 1 >= j ? A[(i + 1) * n + j] : 0.0);
        }
    }
    /* array_only_set.lua:6  t_v_A = tril(v_A)[1, 2] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            t_v_A[i * 1 + j] = (i >= j + 1 ? v_A[i * n + j + 1] : 0.0);
        }
    }
    /* array_only_set.lua:6  t_v_A_ = tril(v_A)[2, 1] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            t_v_A_[i * 1 + j] = (i + 1 >= j ? v_A[(i + 1) * n + j] : 0.0);
        }
    }
    /* array_only_set.lua:6  t_t = A_t_ t_v_A */
    t_t = A_t_[0] * t_v_A[0];
    /* array_only_set.lua:6  t_t_ = A_t t_v_A_ */
    t_t_ = A_t[0] * t_v_A_[0];
    /* array_only_set.lua:6  t_sum = A_t_ (t_t + 2 t_t_) */
    t_sum = A_t_[0] * (t_t + 2.0 * t_t_);
    /* array_only_set.lua:6  t_sum_ = A_t (2 t_t + t_t_) */
    t_sum_ = A_t[0] * (2.0 * t_t + t_t_);
    /* array_only_set.lua:3  hv_A = tril(pad(2 t_sum_, 2, 1) + pad(2 t_sum, 1, 2)) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            hv_A[i * n + j] = (i >= j ? (i >= 1 && i < 2 && j < 1 ? 2.0 * t_sum_ : 0.0) + (i < 1 && j >= 1 && j < 2 ? 2.0 * t_sum : 0.0) : 0.0);
        }
    }
    return MDRT_EOK;
}

/* The Hessian times a direction.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   v_A        n x n, row-major
 *   hv_A       out, n x n, row-major; NULL: left out
 *   work       array_only_set_hvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int array_only_set_hvp(int64_t n, const double *A, const double *v_A, double *hv_A,
    void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || array_only_set_hvp_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (n - 2 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (hv_A != NULL) {
        rc = array_only_set_hvp_compute(n, A, v_A, hv_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(n, n), hv_A);
    }
    return rc;
}

/* Bytes of workspace for array_only_set_hessian; SIZE_MAX if they do not fit. */
size_t array_only_set_hessian_work(int64_t n)
{
    size_t bytes = sizeof(double);

    if (n < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t */
    bytes = mdrt_add(bytes, mdrt_bytes(1, sizeof(double))); /* A_t_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double))); /* prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* prod_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* prod_2 */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* t_sum */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(n, n), sizeof(double))); /* t_sum_ */
    return bytes;
}

MDRT_VECTORISE
static int array_only_set_hessian_compute(int64_t n, const double *A, double *hess_A_A,
    void *work)
{
    double *const A_t = (double *)work;
    double *const A_t_ = A_t + 1;
    double *const prod = A_t_ + 1;
    double *const prod_ = prod + (n * n * n * n);
    double *const prod_2 = prod_ + (n * n);
    double *const t_sum = prod_2 + (n * n);
    double *const t_sum_ = t_sum + (n * n);

    /* array_only_set.lua:6  A_t = tril(A)[1, 2] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t[i * 1 + j] = (i >= j + 1 ? A[i * n + j + 1] : 0.0);
        }
    }
    /* array_only_set.lua:6  A_t_ = tril(A)[2, 1] */
    for (int64_t i = 0; i < 1; i++) {
        for (int64_t j = 0; j < 1; j++) {
            A_t_[i * 1 + j] = (i + 1 >= j ? A[(i + 1) * n + j] : 0.0);
        }
    }
    /* array_only_set.lua:3  prod = I[i,k] I[j,l] tril(1 1')[k,l] */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            for (int64_t k = 0; k < n; k++) {
                for (int64_t l = 0; l < n; l++) {
                    prod[((i * n + j) * n + k) * n + l] = (k >= l && i == k && j == l ? 1.0 : 0.0);
                }
            }
        }
    }
    /* array_only_set.lua:6  prod_ = prod[:, :, 1, 2] */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            for (int64_t k = 0; k < 1; k++) {
                for (int64_t l = 0; l < 1; l++) {
                    prod_[((i * n + j) * 1 + k) * 1 + l] = prod[((i * n + j) * n + k) * n + l + 1];
                }
            }
        }
    }
    /* array_only_set.lua:6  prod_2 = prod[:, :, 2, 1] */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            for (int64_t k = 0; k < 1; k++) {
                for (int64_t l = 0; l < 1; l++) {
                    prod_2[((i * n + j) * 1 + k) * 1 + l] = prod[((i * n + j) * n + k + 1) * n + l];
                }
            }
        }
    }
    /* array_only_set.lua:6  t_sum = A_t_ (A_t_ prod_ + 2 A_t prod_2) */
    for (int64_t i = 0; i < n * n; i++) {
        t_sum[i] = A_t_[0] * (A_t_[0] * prod_[i] + 2.0 * A_t[0] * prod_2[i]);
    }
    /* array_only_set.lua:6  t_sum_ = A_t (2 A_t_ prod_ + A_t prod_2) */
    for (int64_t i = 0; i < n * n; i++) {
        t_sum_[i] = A_t[0] * (2.0 * A_t_[0] * prod_[i] + A_t[0] * prod_2[i]);
    }
    /* array_only_set.lua:4  hess_A_A = tril(1 1')[i,j] (pad(2 t_sum_, :, :, 2, 1)[k,l,i,j] + pad(2 t_sum, :, :, 1, 2)[k,l,i,j]) */
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            for (int64_t k = 0; k < n; k++) {
                for (int64_t l = 0; l < n; l++) {
                    hess_A_A[((i * n + j) * n + k) * n + l] = (i >= j ? (i >= 1 && i < 2 && j < 1 ? 2.0 * t_sum_[((k * n + l) * 1 + i - 1) * 1 + j] : 0.0) + (i < 1 && j >= 1 && j < 2 ? 2.0 * t_sum[((k * n + l) * 1 + i) * 1 + j - 1] : 0.0) : 0.0);
                }
            }
        }
    }
    return MDRT_EOK;
}

/* The Hessian, a block for each pair of inputs.
 *   n          size, >= 0
 *   A          n x n, row-major
 *   hess_A_A   out, (n*n) x (n*n), row-major; NULL: left out
 *   work       array_only_set_hessian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int array_only_set_hessian(int64_t n, const double *A, double *hess_A_A, void *work)
{
    int rc = MDRT_EOK;

    if (n < 0 || array_only_set_hessian_work(n) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(n, n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 4);
    } else if (n - 1 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (n - 2 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 6);
    } else if (hess_A_A != NULL) {
        rc = array_only_set_hessian_compute(n, A, hess_A_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(n, n), n), n), hess_A_A);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
