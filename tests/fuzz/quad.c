#include "quad.h"

#include <quadmath.h>
#include <string.h>

enum { N = 20 }; /* the largest matrix: MAX_COUNT elements */

static quad f_sqrt(quad x)
{
    return sqrtq(x);
}
static quad f_square(quad x)
{
    return x * x;
}
static quad f_sign(quad x)
{
    return x > 0 ? 1 : x < 0 ? -1 : 0;
}
static quad f_heaviside(quad x)
{
    return x > 0 ? (quad)1 : x < 0 ? (quad)0 : (quad)0.5;
}
static quad f_relu(quad x)
{
    return x > 0 ? x : 0;
}
static quad f_elu(quad x)
{
    return x > 0 ? x : expm1q(x);
}
static quad f_sigmoid(quad x)
{
    return 1 / (1 + expq(-x));
}
static quad f_log_sigmoid(quad x)
{
    return -log1pq(expq(-x));
}
static quad f_softplus(quad x)
{
    return log1pq(expq(x));
}
static quad f_gelu(quad x)
{
    return x * erfcq(-x / sqrtq(2)) / 2;
}
static quad f_silu(quad x)
{
    return x / (1 + expq(-x));
}
static quad f_reciprocal(quad x)
{
    return 1 / x;
}

/* by recurrence to x >= 40, then the asymptotic series, coefficients B_2k / 2k */
static quad f_digamma(quad x)
{
    static const int num[] = {1, -1,    1,     -1,      1,     -691,
                              1, -3617, 43867, -174611, 77683, -236364091};
    static const int den[] = {12, 120,  252,   240,  132, 32760,
                              12, 8160, 14364, 6600, 276, 65520};
    quad y = 0;
    for (; x < 40; x += 1) {
        y -= 1 / x;
    }
    quad p = 1;
    y += logq(x) - 1 / (2 * x);
    for (int k = 0; k < 12; k++) {
        p /= x * x;
        y -= (quad)num[k] / den[k] * p;
    }
    return y;
}

const struct map1 map1s[] = {
    {"exp", expq, -6, 3, false},
    {"expm1", expm1q, -6, 3, false},
    {"log", logq, 0.05, 1e4, false},
    {"log1p", log1pq, -0.9, 1e4, false},
    {"sqrt", f_sqrt, 0.02, 1e4, false},
    {"square", f_square, -100, 100, false},
    {"abs", fabsq, -1e4, 1e4, true},
    {"sign", f_sign, -1e4, 1e4, true},
    {"sin", sinq, -9, 9, false},
    {"cos", cosq, -9, 9, false},
    {"tan", tanq, -1.3, 1.3, false},
    {"asin", asinq, -0.95, 0.95, false},
    {"acos", acosq, -0.95, 0.95, false},
    {"atan", atanq, -50, 50, false},
    {"sinh", sinhq, -3, 3, false},
    {"cosh", coshq, -3, 3, false},
    {"tanh", tanhq, -6, 6, false},
    {"asinh", asinhq, -50, 50, false},
    {"acosh", acoshq, 1.05, 1e3, false},
    {"atanh", atanhq, -0.95, 0.95, false},
    {"erf", erfq, -3, 3, false},
    {"erfc", erfcq, -3, 3, false},
    {"lgamma", lgammaq, 0.1, 20, false},
    {"digamma", f_digamma, 0.2, 20, false},
    {"sigmoid", f_sigmoid, -9, 9, false},
    {"log_sigmoid", f_log_sigmoid, -30, 30, false},
    {"softplus", f_softplus, -30, 30, false},
    {"relu", f_relu, -1e4, 1e4, true},
    {"elu", f_elu, -30, 1e3, true},
    {"gelu", f_gelu, -5, 30, false},
    {"silu", f_silu, -20, 30, false},
    {"heaviside", f_heaviside, -1e4, 1e4, true},
    {"reciprocal", f_reciprocal, 0.1, 1e3, false},
};
const int nmap1s = (int)(sizeof map1s / sizeof *map1s);

quad q_abs(quad x)
{
    return fabsq(x);
}

bool q_finite(quad x)
{
    return finiteq(x) != 0;
}

quad q_pow(quad a, quad b)
{
    return powq(a, b);
}

quad q_atan2(quad a, quad b)
{
    return atan2q(a, b);
}

quad q_log(quad a)
{
    return logq(a);
}

quad q_exp(quad a)
{
    return expq(a);
}

quad q_sqrt(quad a)
{
    return sqrtq(a);
}

/* Gauss-Jordan with row pivots on [A B], B of p columns becomes A^-1 B; the determinant. */
static quad eliminate(int n, quad *a, int p, quad *b)
{
    quad det = 1;
    for (int k = 0; k < n; k++) {
        int top = k;
        for (int i = k; i < n; i++) {
            top = fabsq(a[i * n + k]) > fabsq(a[top * n + k]) ? i : top;
        }
        for (int j = 0; top != k && j < n; j++) {
            quad t = a[k * n + j];
            a[k * n + j] = a[top * n + j];
            a[top * n + j] = t;
        }
        for (int j = 0; top != k && j < p; j++) {
            quad t = b[k * p + j];
            b[k * p + j] = b[top * p + j];
            b[top * p + j] = t;
        }
        quad d = a[k * n + k];
        det *= top != k ? -d : d;
        if (d == 0) {
            return 0;
        }
        for (int i = 0; i < n; i++) {
            quad f = i == k ? 0 : a[i * n + k] / d;
            if (f == 0) {
                continue;
            }
            for (int j = k; j < n; j++) {
                a[i * n + j] -= f * a[k * n + j];
            }
            for (int j = 0; j < p; j++) {
                b[i * p + j] -= f * b[k * p + j];
            }
        }
        for (int j = 0; j < p; j++) {
            b[k * p + j] /= d;
        }
        for (int j = n - 1; j >= k; j--) {
            a[k * n + j] /= d;
        }
    }
    return det;
}

quad q_det(int n, const quad *a)
{
    quad t[N * N];
    memcpy(t, a, (size_t)(n * n) * sizeof *t);
    return eliminate(n, t, 0, NULL);
}

static quad largest(int n, const quad *a)
{
    quad y = 0;
    for (int i = 0; i < n; i++) {
        y = fabsq(a[i]) > y ? fabsq(a[i]) : y;
    }
    return y;
}

bool q_inverse(int n, const quad *a, quad *out, double *cond)
{
    quad t[N * N];
    memcpy(t, a, (size_t)(n * n) * sizeof *t);
    for (int i = 0; i < n * n; i++) {
        out[i] = i / n == i % n;
    }
    quad det = eliminate(n, t, n, out);
    *cond = (double)(largest(n * n, a) * largest(n * n, out));
    return det != 0;
}

bool q_cholesky(int n, const quad *a, quad *l)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            quad s = (a[i * n + j] + a[j * n + i]) / 2;
            for (int k = 0; k < j && j <= i; k++) {
                s -= l[i * n + k] * l[j * n + k];
            }
            if (i == j && !(s > 0)) {
                return false;
            }
            l[i * n + j] = j > i ? 0 : i == j ? sqrtq(s) : s / l[j * n + j];
        }
    }
    return true;
}

void q_adjugate(int n, const quad *a, quad *out)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            quad minor[N * N];
            int at = 0;
            for (int p = 0; p < n; p++) {
                for (int q = 0; q < n; q++) {
                    if (p != j && q != i) {
                        minor[at++] = a[p * n + q];
                    }
                }
            }
            out[i * n + j] = ((i + j) % 2 ? -1 : 1) * q_det(n - 1, minor);
        }
    }
}

void q_product(int m, int n, int p, const quad *a, const quad *b, quad *out)
{
    for (int i = 0; i < m; i++) {
        for (int j = 0; j < p; j++) {
            quad s = 0;
            for (int k = 0; k < n; k++) {
                s += a[i * n + k] * b[k * p + j];
            }
            out[i * p + j] = s;
        }
    }
}

/* Taylor series of A / 2^10, squared ten times. */
void q_expm(int n, const quad *a, quad *out)
{
    quad x[N * N], term[N * N], t[N * N];
    for (int i = 0; i < n * n; i++) {
        x[i] = a[i] / 1024;
        term[i] = out[i] = i / n == i % n;
    }
    for (int k = 1; k < 24; k++) {
        q_product(n, n, n, term, x, t);
        for (int i = 0; i < n * n; i++) {
            term[i] = t[i] / k;
            out[i] += term[i];
        }
    }
    for (int k = 0; k < 10; k++) {
        q_product(n, n, n, out, out, t);
        memcpy(out, t, (size_t)(n * n) * sizeof *t);
    }
}

/* Cyclic Jacobi rotations. */
void q_eigvals(int n, const quad *a, quad *out)
{
    quad s[N * N];
    for (int i = 0; i < n * n; i++) {
        s[i] = (a[i] + a[i % n * n + i / n]) / 2;
    }
    for (int sweep = 0; sweep < 30; sweep++) {
        quad off = 0;
        for (int p = 0; p < n; p++) {
            for (int q = p + 1; q < n; q++) {
                quad g = s[p * n + q];
                off += fabsq(g);
                if (g == 0) {
                    continue;
                }
                quad th = (s[q * n + q] - s[p * n + p]) / (2 * g);
                quad t = (th >= 0 ? 1 : -1) / (fabsq(th) + sqrtq(th * th + 1));
                quad c = 1 / sqrtq(t * t + 1), d = t * c;
                for (int k = 0; k < n; k++) {
                    quad u = s[k * n + p], v = s[k * n + q];
                    s[k * n + p] = c * u - d * v;
                    s[k * n + q] = d * u + c * v;
                }
                for (int k = 0; k < n; k++) {
                    quad u = s[p * n + k], v = s[q * n + k];
                    s[p * n + k] = c * u - d * v;
                    s[q * n + k] = d * u + c * v;
                }
            }
        }
        if (off <= 1e-40 * (double)largest(n * n, s)) {
            break;
        }
    }
    for (int i = 0; i < n; i++) {
        quad v = s[i * n + i];
        int j = i;
        for (; j > 0 && out[j - 1] > v; j--) {
            out[j] = out[j - 1];
        }
        out[j] = v;
    }
}
