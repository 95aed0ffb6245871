/* Made by mdgen 0.1.0 from diagonal_of_rectangle.lua. Change the spec, not this file.
 * SPDX-License-Identifier: MIT-0
 *
 * diagonal_of_rectangle
 *     value = A[:, 1..2] triu(tril(A[:, 1..2]))'
 */
#include "mdrt.h"
#if MDRT_ABI != 1
#error "this file was generated from diagonal_of_rectangle.lua for interface 1 of mdrt.h"
#endif

#ifdef __cplusplus
extern "C" {
#endif

size_t diagonal_of_rectangle_value_work(int64_t m);
int diagonal_of_rectangle_value(int64_t m, const double *A, double *value, void *work);
size_t diagonal_of_rectangle_jvp_work(int64_t m);
int diagonal_of_rectangle_jvp(int64_t m, const double *A, const double *v_A,
    double *dvalue, void *work);
size_t diagonal_of_rectangle_jacobian_work(int64_t m);
int diagonal_of_rectangle_jacobian(int64_t m, const double *A, double *jac_A, void *work);
size_t diagonal_of_rectangle_jacobian_t_work(int64_t m);
int diagonal_of_rectangle_jacobian_t(int64_t m, const double *A, double *jac_t_A,
    void *work);

/* Bytes of workspace for diagonal_of_rectangle_value; SIZE_MAX if they do not fit. */
size_t diagonal_of_rectangle_value_work(int64_t m)
{
    size_t bytes = sizeof(double);

    if (m < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(2, m), sizeof(double))); /* A_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(2, m), sizeof(double))); /* t_t_t */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_of_rectangle_value_compute(int64_t m, const double *A, double *value,
    void *work)
{
    double *const A_ = (double *)work;
    double *const t_t_t = A_ + (2 * m);

    /* diagonal_of_rectangle.lua:4  A_ = A[:, 1..2] */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < 2; j++) {
            A_[i * 2 + j] = A[i * m + j];
        }
    }
    /* diagonal_of_rectangle.lua:8  t_t_t = triu(tril(A_)) */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < 2; j++) {
            t_t_t[i * 2 + j] = (j >= i ? (i >= j ? A_[i * 2 + j] : 0.0) : 0.0);
        }
    }
    /* diagonal_of_rectangle.lua:8  value = A_ t_t_t' */
    mdrt_gemm(MDRT_N, MDRT_T, m, m, 2, 1.0, A_, 2, t_t_t, 2, 0.0, value, m);
    return MDRT_EOK;
}

/* The value.
 *   m          size, >= 0
 *   A          m x m, row-major
 *   value      out, m x m, row-major; NULL: left out
 *   work       diagonal_of_rectangle_value_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_of_rectangle_value(int64_t m, const double *A, double *value, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || diagonal_of_rectangle_value_work(m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(m, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 6);
    } else if (m - 2 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 4);
    } else if (value != NULL) {
        rc = diagonal_of_rectangle_value_compute(m, A, value, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(m, m), value);
    }
    return rc;
}

/* Bytes of workspace for diagonal_of_rectangle_jvp; SIZE_MAX if they do not fit. */
size_t diagonal_of_rectangle_jvp_work(int64_t m)
{
    size_t bytes = sizeof(double);

    if (m < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(2, m), sizeof(double))); /* A_ */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(2, m), sizeof(double))); /* t_t_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(2, m), sizeof(double))); /* v_A_ */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_of_rectangle_jvp_compute(int64_t m, const double *A, const double *v_A,
    double *dvalue, void *work)
{
    double *const A_ = (double *)work;
    double *const t_t_t = A_ + (2 * m);
    double *const v_A_ = t_t_t + (2 * m);
    double *const t_t_t_ = t_t_t; /* its memory is free by then */

    /* diagonal_of_rectangle.lua:4  A_ = A[:, 1..2] */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < 2; j++) {
            A_[i * 2 + j] = A[i * m + j];
        }
    }
    /* diagonal_of_rectangle.lua:8  t_t_t = triu(tril(A_)) */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < 2; j++) {
            t_t_t[i * 2 + j] = (j >= i ? (i >= j ? A_[i * 2 + j] : 0.0) : 0.0);
        }
    }
    /* diagonal_of_rectangle.lua:4  v_A_ = v_A[:, 1..2] */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < 2; j++) {
            v_A_[i * 2 + j] = v_A[i * m + j];
        }
    }
    /* diagonal_of_rectangle.lua:8  dvalue = v_A_ t_t_t' */
    mdrt_gemm(MDRT_N, MDRT_T, m, m, 2, 1.0, v_A_, 2, t_t_t, 2, 0.0, dvalue, m);
    /* diagonal_of_rectangle.lua:8  t_t_t_ = triu(tril(v_A_))' */
    for (int64_t i = 0; i < 2; i++) {
        for (int64_t j = 0; j < m; j++) {
            t_t_t_[i * m + j] = (i >= j ? (j >= i ? v_A_[j * 2 + i] : 0.0) : 0.0);
        }
    }
    /* diagonal_of_rectangle.lua:8  dvalue += A_ t_t_t_ */
    mdrt_gemm(MDRT_N, MDRT_N, m, m, 2, 1.0, A_, 2, t_t_t_, m, 1.0, dvalue, m);
    return MDRT_EOK;
}

/* The differential of the value in a direction.
 *   m          size, >= 0
 *   A          m x m, row-major
 *   v_A        m x m, row-major
 *   dvalue     out, m x m, row-major; NULL: left out
 *   work       diagonal_of_rectangle_jvp_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_of_rectangle_jvp(int64_t m, const double *A, const double *v_A,
    double *dvalue, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || diagonal_of_rectangle_jvp_work(m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(m, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 6);
    } else if (mdrt_bytes(mdrt_imul(m, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 6);
    } else if (m - 2 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 4);
    } else if (dvalue != NULL) {
        rc = diagonal_of_rectangle_jvp_compute(m, A, v_A, dvalue, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(m, m), dvalue);
    }
    return rc;
}

/* Bytes of workspace for diagonal_of_rectangle_jacobian; SIZE_MAX if they do not fit. */
size_t diagonal_of_rectangle_jacobian_work(int64_t m)
{
    size_t bytes = sizeof(double);

    if (m < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(2, m), sizeof(double))); /* t_t_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(2, m), m), m), sizeof(double))); /* t_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(m, m), m), m), sizeof(double))); /* prod_t_prod */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(m, m), m), m), sizeof(double))); /* prod_t_prod_ */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_of_rectangle_jacobian_compute(int64_t m, const double *A, double *jac_A,
    void *work)
{
    double *const t_t_t = (double *)work;
    double *const t_t = t_t_t + (2 * m);
    double *const prod_t_prod = t_t + (2 * m * m * m);
    double *const prod_t_prod_ = prod_t_prod + (m * m * m * m);

    /* diagonal_of_rectangle.lua:8  t_t_t = triu(tril(A[:, 1..2])) */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < 2; j++) {
            t_t_t[i * 2 + j] = (j >= i ? (i >= j ? A[i * m + j] : 0.0) : 0.0);
        }
    }
    /* diagonal_of_rectangle.lua:4  t_t = [I[i,k] I[j,l]]_{i,j,k,l}[:, :, :, 1..2] */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < m; j++) {
            for (int64_t k = 0; k < m; k++) {
                for (int64_t l = 0; l < 2; l++) {
                    t_t[((i * m + j) * m + k) * 2 + l] = (i == k && j == l ? 1.0 : 0.0);
                }
            }
        }
    }
    /* diagonal_of_rectangle.lua:8  prod_t_prod = sum_{p} t_t_t[l,p] t_t[i,j,k,p] */
    mdrt_gemm(MDRT_N, MDRT_T, m * m * m, m, 2, 1.0, t_t, 2, t_t_t, 2, 0.0, prod_t_prod, m);
    /* diagonal_of_rectangle.lua:8  prod_t_prod_ = sum_{p} t_t[i,j,l,p] triu(1)[p,l] A[:, 1..2][k,p] */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < m; j++) {
            for (int64_t k = 0; k < m; k++) {
                for (int64_t l = 0; l < m; l++) {
                    double s = 0.0;
                    for (int64_t p = 0; p < 2; p++) {
                        s += t_t[((i * m + j) * m + l) * 2 + p] * A[k * m + p] * (l >= p && p >= l ? 1.0 : 0.0);
                    }
                    prod_t_prod_[((i * m + j) * m + k) * m + l] = s;
                }
            }
        }
    }
    /* diagonal_of_rectangle.lua:6  jac_A = prod_t_prod[k,l,i,j] + prod_t_prod_[k,l,i,j] */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < m; j++) {
            for (int64_t k = 0; k < m; k++) {
                for (int64_t l = 0; l < m; l++) {
                    jac_A[((i * m + j) * m + k) * m + l] = prod_t_prod[((k * m + l) * m + i) * m + j] + prod_t_prod_[((k * m + l) * m + i) * m + j];
                }
            }
        }
    }
    return MDRT_EOK;
}

/* d value / d input, a row for each element of the value.
 *   m          size, >= 0
 *   A          m x m, row-major
 *   jac_A      out, (m*m) x (m*m), row-major; NULL: left out
 *   work       diagonal_of_rectangle_jacobian_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_of_rectangle_jacobian(int64_t m, const double *A, double *jac_A, void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || diagonal_of_rectangle_jacobian_work(m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(m, m), m), m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 6);
    } else if (m - 2 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 4);
    } else if (jac_A != NULL) {
        rc = diagonal_of_rectangle_jacobian_compute(m, A, jac_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(m, m), m), m), jac_A);
    }
    return rc;
}

/* Bytes of workspace for diagonal_of_rectangle_jacobian_t; SIZE_MAX if they do not fit. */
size_t diagonal_of_rectangle_jacobian_t_work(int64_t m)
{
    size_t bytes = sizeof(double);

    if (m < 0) {
        return SIZE_MAX;
    }
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(2, m), sizeof(double))); /* t_t_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(2, m), m), m), sizeof(double))); /* t_t */
    bytes = mdrt_add(bytes, mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(m, m), m), m), sizeof(double))); /* prod_t_prod */
    return bytes;
}

MDRT_VECTORISE
static int diagonal_of_rectangle_jacobian_t_compute(int64_t m, const double *A, double *jac_t_A,
    void *work)
{
    double *const t_t_t = (double *)work;
    double *const t_t = t_t_t + (2 * m);
    double *const prod_t_prod = t_t + (2 * m * m * m);

    /* diagonal_of_rectangle.lua:8  t_t_t = triu(tril(A[:, 1..2])) */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < 2; j++) {
            t_t_t[i * 2 + j] = (j >= i ? (i >= j ? A[i * m + j] : 0.0) : 0.0);
        }
    }
    /* diagonal_of_rectangle.lua:4  t_t = [I[i,k] I[j,l]]_{i,j,k,l}[:, :, :, 1..2] */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < m; j++) {
            for (int64_t k = 0; k < m; k++) {
                for (int64_t l = 0; l < 2; l++) {
                    t_t[((i * m + j) * m + k) * 2 + l] = (i == k && j == l ? 1.0 : 0.0);
                }
            }
        }
    }
    /* diagonal_of_rectangle.lua:8  jac_t_A = sum_{p} t_t_t[l,p] t_t[i,j,k,p] */
    mdrt_gemm(MDRT_N, MDRT_T, m * m * m, m, 2, 1.0, t_t, 2, t_t_t, 2, 0.0, jac_t_A, m);
    /* diagonal_of_rectangle.lua:8  prod_t_prod = sum_{p} t_t[i,j,l,p] triu(1)[p,l] A[:, 1..2][k,p] */
    for (int64_t i = 0; i < m; i++) {
        for (int64_t j = 0; j < m; j++) {
            for (int64_t k = 0; k < m; k++) {
                for (int64_t l = 0; l < m; l++) {
                    double s = 0.0;
                    for (int64_t p = 0; p < 2; p++) {
                        s += t_t[((i * m + j) * m + l) * 2 + p] * A[k * m + p] * (l >= p && p >= l ? 1.0 : 0.0);
                    }
                    prod_t_prod[((i * m + j) * m + k) * m + l] = s;
                }
            }
        }
    }
    /* diagonal_of_rectangle.lua:8  jac_t_A += sum_{p} t_t[i,j,l,p] triu(1)[p,l] A[:, 1..2][k,p] */
    for (int64_t i = 0; i < m * m * m * m; i++) {
        jac_t_A[i] += prod_t_prod[i];
    }
    return MDRT_EOK;
}

/* d value / d input, a column for each element of the value.
 *   m          size, >= 0
 *   A          m x m, row-major
 *   jac_t_A    out, (m*m) x (m*m), row-major; NULL: left out
 *   work       diagonal_of_rectangle_jacobian_t_work() bytes, aligned as double
 * Returns 0, or an error with the spec's line: then every output is NaN. */
int diagonal_of_rectangle_jacobian_t(int64_t m, const double *A, double *jac_t_A,
    void *work)
{
    int rc = MDRT_EOK;

    if (m < 0 || diagonal_of_rectangle_jacobian_t_work(m) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 2);
    } else if (mdrt_bytes(mdrt_imul(m, m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 3);
    } else if (mdrt_bytes(mdrt_imul(mdrt_imul(mdrt_imul(m, m), m), m), sizeof(double)) == SIZE_MAX) {
        rc = MDRT_ERROR(MDRT_ESIZE, 6);
    } else if (m - 2 < 0) {
        rc = MDRT_ERROR(MDRT_ERANGE, 4);
    } else if (jac_t_A != NULL) {
        rc = diagonal_of_rectangle_jacobian_t_compute(m, A, jac_t_A, work);
    }
    if (rc != MDRT_EOK) {
        mdrt_nan(mdrt_imul(mdrt_imul(mdrt_imul(m, m), m), m), jac_t_A);
    }
    return rc;
}

#ifdef __cplusplus
}
#endif
