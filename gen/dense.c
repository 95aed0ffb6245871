/* Small dense linear algebra in double. */
#include "dense.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { MAX_SWEEPS = 60, TAYLOR_DEGREE = 18 };

static void fill(int64_t n, double *y, double v)
{
    for (int64_t i = 0; i < n; i++) {
        y[i] = v;
    }
}

static void identity(int64_t n, double *y)
{
    fill(n * n, y, 0);
    for (int64_t i = 0; i < n; i++) {
        y[i * n + i] = 1;
    }
}

static void copy(int64_t n, const double *x, double *y)
{
    if (n > 0) {
        memcpy(y, x, (size_t)n * sizeof *y);
    }
}

static bool all_finite(int64_t n, const double *x)
{
    for (int64_t i = 0; i < n; i++) {
        if (!isfinite(x[i])) {
            return false;
        }
    }
    return true;
}

static void swap_rows(int64_t cols, double *a, int64_t p, int64_t q)
{
    for (int64_t j = 0; j < cols; j++) {
        double t = a[p * cols + j];
        a[p * cols + j] = a[q * cols + j];
        a[q * cols + j] = t;
    }
}

/* ---- elimination --------------------------------------------------------- */

/* Row operations that make a upper triangular, done to b (n x k) as well. Returns the sign
 * of the permutation. A column without a pivot stays as it is. */
static double eliminate(int64_t n, double *a, int64_t k, double *b)
{
    double sign = 1;
    for (int64_t c = 0; c < n; c++) {
        int64_t p = c;
        for (int64_t i = c + 1; i < n; i++) {
            p = fabs(a[i * n + c]) > fabs(a[p * n + c]) ? i : p;
        }
        if (p != c) {
            swap_rows(n, a, p, c);
            swap_rows(k, b, p, c);
            sign = -sign;
        }
        for (int64_t i = c + 1; a[c * n + c] != 0 && i < n; i++) {
            double f = a[i * n + c] / a[c * n + c];
            for (int64_t j = c; j < n; j++) {
                a[i * n + j] -= f * a[c * n + j];
            }
            for (int64_t j = 0; j < k; j++) {
                b[i * k + j] -= f * b[c * k + j];
            }
        }
    }
    return sign;
}

enum mdg_dense_code mdg_dense_inv(int64_t n, const double *a, double *y, double *work)
{
    copy(n * n, a, work);
    identity(n, y);
    eliminate(n, work, n, y);
    for (int64_t i = n; i-- > 0;) {
        if (work[i * n + i] == 0) {
            return MDG_DENSE_SINGULAR;
        }
        for (int64_t j = 0; j < n; j++) {
            double s = y[i * n + j];
            for (int64_t k = i + 1; k < n; k++) {
                s -= work[i * n + k] * y[k * n + j];
            }
            y[i * n + j] = s / work[i * n + i];
        }
    }
    return MDG_DENSE_OK;
}

double mdg_dense_det(int64_t n, const double *a, double *work)
{
    copy(n * n, a, work);
    double d = eliminate(n, work, 0, NULL);
    for (int64_t i = 0; i < n; i++) {
        d *= work[i * n + i];
    }
    return d;
}

enum mdg_dense_code mdg_dense_logdet(int64_t n, const double *a, double *y, double *work)
{
    copy(n * n, a, work);
    double sign = eliminate(n, work, 0, NULL), sum = 0;
    for (int64_t i = 0; i < n; i++) {
        double p = work[i * n + i];
        sign = p > 0 ? sign : p < 0 ? -sign : p;
        sum += log(fabs(p));
    }
    *y = sum;
    return sign <= 0 ? MDG_DENSE_DOMAIN : MDG_DENSE_OK;
}

enum mdg_dense_code mdg_dense_logprod(int64_t n, const double *a, double *y)
{
    double sign = 1, sum = 0;
    for (int64_t i = 0; i < n; i++) {
        sign = a[i] > 0 ? sign : a[i] < 0 ? -sign : a[i];
        sum += log(fabs(a[i]));
    }
    *y = sum;
    return sign <= 0 ? MDG_DENSE_DOMAIN : MDG_DENSE_OK;
}

void mdg_dense_adj(int64_t n, const double *a, double *y, double *work)
{
    double *minor = work, *scratch = work + n * n;
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n;
             j++) { /* y_ij = (-1)^(i+j) det a without row j, column i */
            int64_t k = 0;
            for (int64_t r = 0; r < n; r++) {
                for (int64_t c = 0; c < n; c++) {
                    if (r != j && c != i) {
                        minor[k++] = a[r * n + c];
                    }
                }
            }
            double d = mdg_dense_det(n - 1, minor, scratch);
            y[i * n + j] = (i + j) % 2 ? -d : d;
        }
    }
}

/* y += the minors of a with row r from e and, unless d is NULL, row s from d; but not those
 * that lack such a row. */
static void add_minors(int64_t n, const double *a, int64_t r, const double *e, int64_t s,
                       const double *d, double *y, double *work)
{
    double *changed = work, *minors = changed + n * n;
    copy(n * n, a, changed);
    copy(n, e + r * n, changed + r * n);
    if (d) {
        copy(n, d + s * n, changed + s * n);
    }
    mdg_dense_adj(n, changed, minors, minors + n * n);
    for (int64_t i = 0; i < n * n; i++) {
        bool lacks = i % n == r || (d && i % n == s);
        y[i] += lacks ? 0 : minors[i];
    }
}

void mdg_dense_adjd(int64_t n, const double *a, const double *e, const double *d, double *y,
                    double *work)
{
    fill(n * n, y, 0);
    for (int64_t r = 0; r < n; r++) { /* a determinant is linear in every row */
        for (int64_t s = 0; s < (d ? n : 1); s++) {
            if (!d || s != r) {
                add_minors(n, a, r, e, s, d, y, work);
            }
        }
    }
}

/* ---- symmetric matrices -------------------------------------------------- */

enum mdg_dense_code mdg_dense_chol(int64_t n, const double *a, double *y)
{
    fill(n * n, y, 0);
    for (int64_t j = 0; j < n; j++) {
        for (int64_t i = j; i < n; i++) {
            double s = 0.5 * a[i * n + j] + 0.5 * a[j * n + i];
            for (int64_t k = 0; k < j; k++) {
                s -= y[i * n + k] * y[j * n + k];
            }
            if (i == j && s <= 0) {
                return MDG_DENSE_NOT_SPD;
            }
            y[i * n + j] = i == j ? sqrt(s) : s / y[j * n + j];
        }
    }
    return MDG_DENSE_OK;
}

/* Columns p and q of x (rows x cols) times the rotation [c s; -s c]. */
static void rotate_columns(int64_t rows, int64_t cols, double *x, int64_t p, int64_t q,
                           double c, double s)
{
    for (int64_t i = 0; i < rows; i++) {
        double a = x[i * cols + p], b = x[i * cols + q];
        x[i * cols + p] = c * a - s * b;
        x[i * cols + q] = s * a + c * b;
    }
}

/* The rotation that makes [a b; b d] diagonal, by the smaller of the two angles. */
static void jacobi_rotation(double a, double b, double d, double *c, double *s)
{
    double theta = (d - a) / (2 * b);
    double t = copysign(1, theta) / (fabs(theta) + hypot(theta, 1));
    *c = 1 / hypot(t, 1);
    *s = t * *c;
}

static void swap_columns(int64_t rows, int64_t cols, double *x, int64_t p, int64_t q)
{
    for (int64_t i = 0; i < rows; i++) {
        double t = x[i * cols + p];
        x[i * cols + p] = x[i * cols + q];
        x[i * cols + q] = t;
    }
}

/* Sort w and the columns of x and y with it. sign 1: ascending, -1: descending. */
static void sort_columns(int64_t n, double *w, double sign, int64_t rows, double *x,
                         int64_t yrows, double *y)
{
    for (int64_t i = 0; i < n; i++) {
        int64_t p = i;
        for (int64_t j = i + 1; j < n; j++) {
            p = sign * w[j] < sign * w[p] ? j : p;
        }
        double t = w[i];
        w[i] = w[p];
        w[p] = t;
        swap_columns(rows, n, x, i, p);
        swap_columns(yrows, n, y, i, p);
    }
}

void mdg_dense_eigh(int64_t n, const double *a, double *w, double *v, double *work)
{
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            work[i * n + j] = 0.5 * a[i * n + j] + 0.5 * a[j * n + i];
        }
    }
    identity(n, v);
    if (!all_finite(n * n, work)) {
        fill(n, w, NAN);
        fill(n * n, v, NAN);
        return;
    }
    bool rotated = true;
    for (int sweep = 0; rotated && sweep < MAX_SWEEPS; sweep++) {
        rotated = false;
        for (int64_t p = 0; p < n; p++) {
            for (int64_t q = p + 1; q < n; q++) {
                double b = work[p * n + q], app = work[p * n + p], aqq = work[q * n + q], c,
                       s;
                if (fabs(b) <= 0.1 * DBL_EPSILON * sqrt(fabs(app)) * sqrt(fabs(aqq)) ||
                    fabs(b) < DBL_MIN) {
                    continue;
                }
                rotated = true;
                jacobi_rotation(app, b, aqq, &c, &s);
                rotate_columns(n, n, work, p, q, c, s);
                rotate_columns(n, n, v, p, q, c, s);
                for (int64_t j = 0; j < n; j++) { /* the same from the left */
                    double x = work[p * n + j], y = work[q * n + j];
                    work[p * n + j] = c * x - s * y;
                    work[q * n + j] = s * x + c * y;
                }
                work[p * n + q] = work[q * n + p] = 0;
            }
        }
    }
    for (int64_t i = 0; i < n; i++) {
        w[i] = work[i * n + i];
    }
    sort_columns(n, w, 1, n, v, 0, v);
}

/* ---- singular values ----------------------------------------------------- */

static double column_dot(int64_t m, int64_t n, const double *x, int64_t p, int64_t q)
{
    double s = 0;
    for (int64_t i = 0; i < m; i++) {
        s += x[i * n + p] * x[i * n + q];
    }
    return s;
}

/* Column k of u becomes a unit vector orthogonal to the columns before it: of the unit
 * vectors, the one that has the most left after projection. */
static void complete_column(int64_t m, int64_t n, double *u, int64_t k)
{
    double best = -1;
    int64_t which = 0;
    for (int64_t e = 0; e < m; e++) {
        double rest = 1;
        for (int64_t j = 0; j < k; j++) {
            rest -= u[e * n + j] * u[e * n + j];
        }
        which = rest > best ? e : which;
        best = rest > best ? rest : best;
    }
    for (int64_t i = 0; i < m; i++) {
        u[i * n + k] = i == which;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (int64_t j = 0; j < k; j++) {
            double d = column_dot(m, n, u, j, k);
            for (int64_t i = 0; i < m; i++) {
                u[i * n + k] -= d * u[i * n + j];
            }
        }
    }
    double norm = sqrt(column_dot(m, n, u, k, k));
    for (int64_t i = 0; i < m; i++) {
        u[i * n + k] /= norm;
    }
}

/* m >= n; u holds the matrix on entry. */
static void tall_svd(int64_t m, int64_t n, double *s, double *u, double *v)
{
    identity(n, v);
    bool rotated = true;
    for (int sweep = 0; rotated && sweep < MAX_SWEEPS; sweep++) {
        rotated = false;
        for (int64_t p = 0; p < n; p++) {
            for (int64_t q = p + 1; q < n; q++) {
                double a = column_dot(m, n, u, p, p), d = column_dot(m, n, u, q, q);
                double b = column_dot(m, n, u, p, q), c, r;
                if (fabs(b) <= DBL_EPSILON * sqrt(a) * sqrt(d) || fabs(b) < DBL_MIN) {
                    continue;
                }
                rotated = true;
                jacobi_rotation(a, b, d, &c, &r);
                rotate_columns(m, n, u, p, q, c, r);
                rotate_columns(n, n, v, p, q, c, r);
            }
        }
    }
    for (int64_t j = 0; j < n; j++) {
        s[j] = sqrt(column_dot(m, n, u, j, j));
    }
    sort_columns(n, s, -1, m, u, n, v);
    for (int64_t j = 0; j < n; j++) {
        for (int64_t i = 0; s[j] > 0 && i < m; i++) {
            u[i * n + j] /= s[j];
        }
        if (s[j] == 0) {
            complete_column(m, n, u, j);
        }
    }
}

void mdg_dense_svd(int64_t m, int64_t n, const double *a, double *s, double *u, double *v)
{
    int64_t k = m < n ? m : n;
    if (!all_finite(m * n, a)) {
        fill(k, s, NAN);
        fill(m * k, u, NAN);
        fill(n * k, v, NAN);
    } else if (m >= n) {
        copy(m * n, a, u);
        tall_svd(m, n, s, u, v);
    } else { /* a' = v diag(s) u' */
        for (int64_t i = 0; i < m; i++) {
            for (int64_t j = 0; j < n; j++) {
                v[j * m + i] = a[i * n + j];
            }
        }
        tall_svd(n, m, s, v, u);
    }
}

/* ---- exponential --------------------------------------------------------- */

static void multiply(int64_t n, const double *a, const double *b, double *y)
{
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < n; j++) {
            double s = 0;
            for (int64_t k = 0; k < n; k++) {
                s += a[i * n + k] * b[k * n + j];
            }
            y[i * n + j] = s;
        }
    }
}

void mdg_dense_expm(int64_t n, const double *a, double *y, double *work)
{
    double *x = work, *t = work + n * n, norm = 0;
    for (int64_t i = 0; i < n; i++) {
        double row = 0;
        for (int64_t j = 0; j < n; j++) {
            row += fabs(a[i * n + j]);
        }
        norm = row > norm || isnan(row) ? row : norm;
    }
    if (!isfinite(norm)) {
        fill(n * n, y, NAN);
        return;
    }
    int squarings = 0;
    frexp(norm, &squarings); /* norm < 2^squarings */
    squarings = squarings < -1 ? 0 : squarings + 1;
    for (int64_t i = 0; i < n * n; i++) {
        x[i] = ldexp(a[i], -squarings);
    }
    identity(n, y);
    for (int k = TAYLOR_DEGREE; k >= 1; k--) { /* y = I + x y / k */
        multiply(n, x, y, t);
        for (int64_t i = 0; i < n * n; i++) {
            y[i] = t[i] / k + (i % (n + 1) == 0);
        }
    }
    for (int k = 0; k < squarings; k++) {
        multiply(n, y, y, t);
        copy(n * n, t, y);
    }
}

/* The power of two that brings a direction below 1, so that its size does not govern the
 * scaling of the block matrix. */
static int exponent_of(int64_t n, const double *x)
{
    double largest = 0;
    int e = 0;
    for (int64_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(x[i]));
    }
    frexp(largest, &e);
    return isfinite(largest) ? e : 0;
}

void mdg_dense_expmd(int64_t n, const double *a, const double *e, const double *d,
                     double *y, double *work)
{
    const double *part[] = {a, e, d, NULL};
    int shift[] = {0, exponent_of(n * n, e), d ? exponent_of(n * n, d) : 0, 0};
    int64_t blocks = d ? 4 : 2, N = blocks * n;
    double *block = work, *r = work + N * N;
    for (int64_t i = 0; i < N; i++) {
        for (int64_t j = 0; j < N; j++) { /* the bits say which directions are in a part */
            int64_t from = i / n, to = j / n, which = to - from;
            const double *x = (from & to) == from ? part[which] : NULL;
            block[i * N + j] = x ? ldexp(x[(i % n) * n + j % n], -shift[which]) : 0;
        }
    }
    mdg_dense_expm(N, block, r, r + N * N);
    for (int64_t i = 0; i < n * n; i++) {
        y[i] = ldexp(r[i / n * N + N - n + i % n], shift[1] + shift[2]);
    }
}
