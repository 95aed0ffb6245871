"""The workloads of tests/bench that peers compute too: their inputs, and what is wanted of them.

The constants and the order of inputs are those of the C files of tests/bench; each peer's outputs are compared to
generated code before anything is timed, so a difference cannot go unseen.
"""

import collections

RIDGE = 0.01
GAMMA, WISHART = 0.7, 2.0
SCALE, WIDTH, NOISE = 1.3, 0.9, 0.3
MIXTURE_D, MIXTURE_K = 20, 25

# model: the name of its formula; kind: value_grad, value, hvp or hessian; inputs: from the sizes, a list of (name,
# number of the input or "labels" or a constant, shape); wrt: the inputs to differentiate by; small: all sizes fixed
Row = collections.namedtuple("Row", "model kind inputs wrt small", defaults=(False,))


def _least_squares(m, n):
    return [("A", 0, (m, n)), ("x", 1, (n,)), ("b", 2, (m,))]


def _softmax(n, d, K):
    return [("X", 0, (n, d)), ("y", "labels", (n,)), ("T", 1, (K, d))]


def _logistic(n, d):
    return [("X", 0, (n, d)), ("y", 1, (n,)), ("w", 2, (d,)), ("v", 3, (d,))]


def _mlp(n, d, h, K):
    return [
        ("X", 0, (n, d)),
        ("y", "labels", (n,)),
        ("W1", 1, (h, d)),
        ("b1", 2, (h,)),
        ("W2", 3, (K, h)),
        ("b2", 4, (K,)),
    ]


def _gaussian(n):
    return [("S", 0, (n, n)), ("mu", 1, (n,)), ("x", 2, (n,))]


def _process(n, d):
    return [("X", 0, (n, d)), ("y", 1, (n,)), ("s", SCALE, ()), ("l", WIDTH, ()), ("e", NOISE, ())]


def _bilinear(n):
    return [("X", 0, (n, n)), ("a", 1, (n,)), ("b", 2, (n,))]


def _chain(n):
    return [(name, k, (n, n)) for k, name in enumerate("ABCD")] + [("x", 4, (n,)), ("y", 5, (n,))]


def _mixture(n):
    d, K = MIXTURE_D, MIXTURE_K
    return [("X", 0, (n, d)), ("alpha", 1, (K,)), ("mu", 2, (K, d)), ("q", 3, (K, d)), ("L", 4, (K, d, d))]


def _factorisation(m, n, k):
    return [("X", 0, (m, n)), ("M", 1, (m, n)), ("U", 2, (m, k)), ("V", 3, (n, k))]


def _softplus(n):
    return [("z", 0, (n,)), ("y", 1, (n,))]


def _quad(n):
    return [("A", 0, (n, n)), ("x", 1, (n,))]


def _inverse_quad(n):
    return [("x", 1, (n,)), ("P", 2, (n, n))]


def _kalman(n):
    k = n // 2
    return [
        ("x", 1, (n,)),
        ("P", 2, (n, n)),
        ("F", 3, (n, n)),
        ("Q", 4, (n, n)),
        ("H", 5, (k, n)),
        ("R", 6, (k, k)),
        ("z", 7, (k,)),
    ]


# By the names of the workloads; what is not here has no counterpart in the peers.
ROWS = {
    "least squares": Row("least_squares", "value_grad", _least_squares, ("x",)),
    "softmax regression": Row("softmax", "value_grad", _softmax, ("T",)),
    "logistic regression": Row("logistic", "value_grad", _logistic, ("w",)),
    "logistic hvp": Row("logistic", "hvp", _logistic, ("w",)),
    "logistic Hessian": Row("logistic", "hessian", _logistic, ("w",)),
    "MLP": Row("mlp", "value_grad", _mlp, ("W1", "b1", "W2", "b2")),
    "Gaussian, Cholesky": Row("gaussian", "value_grad", _gaussian, ("S", "mu")),
    "Gaussian process": Row("process", "value_grad", _process, ("s", "l", "e")),
    "a'X^-1 b": Row("bilinear", "value_grad", _bilinear, ("X",)),
    "chain A B C D x": Row("chain", "value_grad", _chain, ("x",)),
    "Gaussian mixture": Row("mixture", "value_grad", _mixture, ("alpha", "mu", "q", "L")),
    "masked factorisation": Row("factorisation", "value_grad", _factorisation, ("U", "V")),
    "softplus loss": Row("softplus", "value_grad", _softplus, ("z",)),
    "x'A x": Row("quad", "value_grad", _quad, ("x",), True),
    "x'P^-1 x": Row("inverse_quad", "value_grad", _inverse_quad, ("x",), True),
    "Kalman step": Row("kalman", "value", _kalman, (), True),
}
