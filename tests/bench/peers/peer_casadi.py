"""CasADi's generated C, compiled with -O3 -march=native: SX for small fixed sizes, MX for matrices. Matrices are given
in its own layout, by columns; labels as a matrix of zeros and ones. The calls are repeated in C, as for generated code.
"""

import ctypes
import os
import subprocess
import tempfile

import casadi as ca
import numpy as np
from rows import GAMMA, MIXTURE_K, RIDGE, WISHART

VERSION = "CasADi " + ca.__version__
BY_COLUMNS = ("softmax", "mlp", "mixture")  # a sample is a column there, as suits the layout
COMPILE_SECONDS = 100

# called as the bench calls generated code: a function behind a pointer, which takes the arguments from a struct
REPEAT = """
#include <time.h>
struct problem {
    const double **arg;
    double **res, *w;
    long long int *iw;
};
static int call(struct problem *p)
{
    return f(p->arg, p->res, p->iw, p->w, 0);
}
static int (*volatile called)(struct problem *) = call;
double repeat(struct problem *p, long long int calls)
{
    struct timespec t;
    double start;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    start = (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
    while (calls-- > 0) {
        called(p);
    }
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec - start;
}
"""


class Problem(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name in ("arg", "res", "w", "iw")]


def least_squares(A, x, b):
    return 0.5 * ca.sumsqr(A @ x - b)


def _cross_entropy(Z, Y):
    return (ca.sum2(ca.log(ca.sum1(ca.exp(Z)))) - ca.dot(Y, Z)) / Z.size2()


def softmax(X, y, T):
    return _cross_entropy(T @ X, y)


def logistic(X, y, w, v):
    z = X @ w
    return ca.sum1(ca.log1p(ca.exp(z)) - y * z) / X.size1() + RIDGE / 2 * ca.sumsqr(w)


def mlp(X, y, W1, b1, W2, b2):
    n = X.size2()
    H = ca.tanh(W1 @ X + ca.repmat(b1, 1, n))
    return _cross_entropy(W2 @ H + ca.repmat(b2, 1, n), y)


def chain(A, B, C, D, x, y):
    return 0.5 * ca.sumsqr(A @ B @ C @ D @ x - y)


def chain_ordered(A, B, C, D, x, y):
    return 0.5 * ca.sumsqr(A @ (B @ (C @ (D @ x))) - y)


def mixture(X, alpha, mu, q, L):
    """mu, q and L come by rows, as one column each."""
    d, n = X.shape
    parts, penalty = [], 0
    for k in range(MIXTURE_K):
        at = slice(k * d, (k + 1) * d)
        strict = ca.DM(np.tril(np.ones((d, d)), -1)) * ca.reshape(L[k * d * d : (k + 1) * d * d], d, d).T
        e = ca.exp(q[at])
        r = (strict + ca.diag(e)) @ (X - ca.repmat(mu[at], 1, n))
        parts.append(alpha[k] + ca.sum1(q[at]) - 0.5 * ca.sum1(r * r))
        penalty += GAMMA**2 / 2 * (ca.sumsqr(e) + ca.sumsqr(strict)) - WISHART * ca.sum1(q[at])
    scores = ca.sum1(ca.exp(ca.vertcat(*parts)))
    return ca.sum2(ca.log(scores)) - n * ca.logsumexp(alpha) + penalty


def factorisation(X, M, U, V):
    return 0.5 * ca.sumsqr(M * (X - U @ V.T)) + RIDGE / 2 * (ca.sumsqr(U) + ca.sumsqr(V))


def softplus(z, y):
    return ca.sum1(ca.log1p(ca.exp(-y * z)))


def quad(A, x):
    return ca.dot(x, A @ x)


def _cholesky_solve(S, b):
    U = ca.chol(S)
    return ca.solve(U, ca.solve(U.T, b))


def inverse_quad(x, P):
    return ca.dot(x, _cholesky_solve(P, x))


def kalman(x, P, F, Q, H, R, z):
    ahead, spread = F @ x, F @ P @ F.T + Q
    HS = H @ spread
    gain = _cholesky_solve(HS @ H.T + R, HS).T
    return ca.horzcat(ahead + gain @ (z - H @ ahead), spread - gain @ HS)


def _function(row, formula, shapes):
    kind = ca.SX if row.small else ca.MX
    symbols = {name: kind.sym(name, *shape) for name, shape in shapes.items()}
    value = formula(**symbols)
    wrt = [symbols[name] for name in row.wrt]
    if row.kind == "value":
        results = [value]
    elif row.kind == "value_grad":
        results = [value] + [ca.gradient(value, x) for x in wrt]
    else:
        results = [ca.jtimes(ca.gradient(value, wrt[0]), wrt[0], symbols["v"])]
    return ca.Function("f", list(symbols.values()), results, {"cse": True})


def _compile(function):
    generator = ca.CodeGenerator("casadi")
    generator.add(function)
    with tempfile.TemporaryDirectory() as folder:
        source, library = os.path.join(folder, "casadi.c"), os.path.join(folder, "casadi.so")
        with open(source, "w") as out:
            out.write("#define _POSIX_C_SOURCE 200809L\n" + generator.dump() + REPEAT)
        compiler = os.environ.get("CC", "cc").split()
        subprocess.run(
            compiler + ["-O3", "-march=native", "-shared", "-fPIC", source, "-o", library, "-lm"],
            check=True,
            timeout=COMPILE_SECONDS,
        )
        return ctypes.CDLL(library)


class Compiled:
    """The generated function with its arguments."""

    def __init__(self, function, arrays):
        self.repeat = _compile(function).repeat
        self.repeat.restype = ctypes.c_double
        self.results = [np.zeros(function.size_out(k), order="F") for k in range(function.n_out())]
        self.kept = [arrays, np.zeros(function.sz_w() + 1), np.zeros(function.sz_iw() + 1, dtype=np.int64)]
        tables = []
        for length, values in ((function.sz_arg(), arrays), (function.sz_res(), self.results)):
            tables.append((ctypes.c_void_p * (length + 1))(*(x.ctypes.data for x in values)))
        self.kept += tables
        self.problem = Problem(*map(ctypes.addressof, tables), *(x.ctypes.data for x in self.kept[1:3]))

    def seconds(self, calls):
        return self.repeat(ctypes.byref(self.problem), ctypes.c_longlong(calls))

    def __call__(self):
        self.seconds(1)
        return self.results


def prepare(row, inputs, variant):
    formula = globals().get(variant)
    # a dense Hessian of 200 variables is written out direction by direction, minutes for the compiler
    if formula is None or row.kind == "hessian":
        return {}
    arrays = {}
    for name, x in inputs.items():
        if variant == "mixture" and name != "X":
            x = x.reshape(-1)
        if name == "y" and variant in BY_COLUMNS:
            x = np.eye(len(inputs["T" if variant == "softmax" else "b2"]))[x]
        arrays[name] = np.asfortranarray(x.T if name in "Xy" and variant in BY_COLUMNS else x)
    shapes = {name: x.shape for name, x in arrays.items()}
    return {"casadi": Compiled(_function(row, formula, shapes), list(arrays.values()))}


def flatten(result):
    return result
