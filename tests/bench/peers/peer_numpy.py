"""NumPy as matrixcalculus.org emits it: common parts once, every product and function over whole arrays, inverses and
determinants as they stand in the formula, labels as a matrix of zeros and ones, products from left to right. What the
site has no words for (the mixture, the distances of the Gaussian process) is written in the same manner.
"""

import numpy as np
from rows import GAMMA, RIDGE, WISHART

VERSION = "NumPy " + np.__version__


def least_squares(A, x, b):
    t_0 = A.dot(x) - b
    return 0.5 * np.linalg.norm(t_0) ** 2, A.T.dot(t_0)


def _cross_entropy(Z, Y):
    E = np.exp(Z)
    s = E.sum(1)
    value = (np.sum(np.log(s)) - np.sum(Y * Z)) / len(Z)
    return value, (E / s[:, np.newaxis] - Y) / len(Z)


def softmax(X, y, T):
    value, G = _cross_entropy(X.dot(T.T), y)
    return value, G.T.dot(X)


def logistic(X, y, w, v):
    n = len(X)
    t_0 = X.dot(w)
    t_1 = np.exp(t_0)
    value = np.sum(np.log(1 + t_1) - y * t_0) / n + RIDGE / 2 * w.dot(w)
    return value, X.T.dot(t_1 / (1 + t_1) - y) / n + RIDGE * w


def logistic_hvp(X, y, w, v):
    t_0 = np.exp(X.dot(w))
    return (X.T.dot(t_0 / (1 + t_0) ** 2 * X.dot(v)) / len(X) + RIDGE * v,)


def logistic_hessian(X, y, w, v):
    t_0 = np.exp(X.dot(w))
    d = t_0 / (1 + t_0) ** 2
    return (X.T.dot(d[:, np.newaxis] * X) / len(X) + RIDGE * np.eye(len(w)),)


def mlp(X, y, W1, b1, W2, b2):
    H = np.tanh(X.dot(W1.T) + b1)
    value, G = _cross_entropy(H.dot(W2.T) + b2, y)
    T_0 = G.dot(W2) * (1 - H**2)
    return value, T_0.T.dot(X), T_0.sum(0), G.T.dot(H), G.sum(0)


def gaussian(S, mu, x):
    T_0 = np.linalg.inv(S)
    t_1 = x - mu
    t_2 = T_0.dot(t_1)
    value = 0.5 * (len(x) * np.log(2 * np.pi) + np.log(np.linalg.det(S)) + t_1.dot(t_2))
    return value, 0.5 * (T_0 - np.outer(t_2, t_2)), -t_2


def process(X, y, s, l, e):
    t_0 = np.sum(X * X, 1)
    D = t_0[:, np.newaxis] + t_0 - 2 * X.dot(X.T)
    K = np.exp(-D / (2 * l**2))
    C = s**2 * K + e**2 * np.eye(len(y))
    T_1 = np.linalg.inv(C)
    t_2 = T_1.dot(y)
    value = 0.5 * (y.dot(t_2) + np.linalg.slogdet(C)[1] + len(y) * np.log(2 * np.pi))
    G = 0.5 * (T_1 - np.outer(t_2, t_2))
    return value, 2 * s * np.sum(G * K), s**2 / l**3 * np.sum(G * K * D), 2 * e * np.trace(G)


def bilinear(X, a, b):
    T_0 = np.linalg.inv(X)
    t_1 = T_0.dot(b)
    return a.dot(t_1), -np.outer(T_0.T.dot(a), t_1)


def chain(A, B, C, D, x, y):
    T_0 = A.dot(B).dot(C).dot(D)
    t_1 = T_0.dot(x) - y
    return 0.5 * np.linalg.norm(t_1) ** 2, T_0.T.dot(t_1)


def chain_ordered(A, B, C, D, x, y):
    t_0 = A.dot(B.dot(C.dot(D.dot(x)))) - y
    return 0.5 * np.linalg.norm(t_0) ** 2, D.T.dot(C.T.dot(B.T.dot(A.T.dot(t_0))))


def mixture(X, alpha, mu, q, L):
    strict = np.tril(L, -1)
    e = np.exp(q)
    full = strict + e[:, :, np.newaxis] * np.eye(X.shape[1])
    diff = X - mu[:, np.newaxis, :]
    r = np.matmul(diff, full.transpose(0, 2, 1))
    parts = np.exp(-0.5 * np.sum(r * r, 2) + (alpha + q.sum(1))[:, np.newaxis])
    t_0, t_1 = parts.sum(0), np.exp(alpha)
    P = parts / t_0
    value = np.sum(np.log(t_0)) - len(X) * np.log(t_1.sum()) - WISHART * q.sum()
    value += GAMMA**2 / 2 * (np.sum(e * e) + np.sum(strict * strict))
    W = P[:, :, np.newaxis] * r
    G = np.matmul(W.transpose(0, 2, 1), diff)
    dL = GAMMA**2 * strict - np.tril(G, -1)
    dq = P.sum(1)[:, np.newaxis] - np.diagonal(G, 0, 1, 2) * e + GAMMA**2 * e * e - WISHART
    return value, P.sum(1) - len(X) * t_1 / t_1.sum(), np.einsum("kij,ki->kj", full, W.sum(1)), dq, dL


def factorisation(X, M, U, V):
    T_0 = M * (X - U.dot(V.T))
    value = 0.5 * np.linalg.norm(T_0) ** 2 + RIDGE / 2 * (np.linalg.norm(U) ** 2 + np.linalg.norm(V) ** 2)
    T_1 = M * T_0
    return value, RIDGE * U - T_1.dot(V), RIDGE * V - T_1.T.dot(U)


def softplus(z, y):
    t_0 = np.exp(-y * z)
    return np.sum(np.log(1 + t_0)), -(t_0 * y) / (1 + t_0)


def quad(A, x):
    t_0 = A.dot(x)
    return x.dot(t_0), t_0 + A.T.dot(x)


def inverse_quad(x, P):
    t_0 = np.linalg.inv(P).dot(x)
    return x.dot(t_0), 2 * t_0


def kalman(x, P, F, Q, H, R, z):
    ahead, spread = F.dot(x), F.dot(P).dot(F.T) + Q
    HS = H.dot(spread)
    gain = HS.T.dot(np.linalg.inv(HS.dot(H.T) + R))
    return (np.hstack([(ahead + gain.dot(z - H.dot(ahead)))[:, np.newaxis], spread - gain.dot(HS)]),)


def prepare(row, inputs, variant):
    name = variant if row.kind in ("value", "value_grad") else variant + "_" + row.kind
    function = globals()[name]
    arrays = dict(inputs)
    if variant in ("softmax", "mlp"):
        classes = len(inputs["T" if variant == "softmax" else "b2"])
        arrays["y"] = np.eye(classes)[inputs["y"]]
    return {"numpy": lambda: function(**arrays)}


def flatten(result):
    return list(result)
