"""The objectives as a user of JAX or PyTorch writes them: plain formulas, the stable functions that the library has,
Cholesky where a matrix is positive definite. xp is one of the two, behind the names of peer_jax.py and peer_torch.py.
"""

import math

from rows import GAMMA, RIDGE, WISHART


def least_squares(xp, A, x, b):
    r = A @ x - b
    return 0.5 * (r @ r)


def softmax(xp, X, y, T):
    return xp.cross_entropy(X @ T.T, y)


def logistic(xp, X, y, w):
    z = X @ w
    return (xp.softplus(z) - y * z).sum() / X.shape[0] + RIDGE / 2 * (w @ w)


def mlp(xp, X, y, W1, b1, W2, b2):
    return xp.cross_entropy(xp.tanh(X @ W1.T + b1) @ W2.T + b2, y)


def _normal(xp, S, r):
    L = xp.cholesky(S)
    return 0.5 * (r.shape[0] * math.log(2 * math.pi) + r @ xp.cholesky_solve(L, r)) + xp.log(xp.diagonal(L)).sum()


def gaussian(xp, S, mu, x):
    return _normal(xp, S, x - mu)


def process(xp, X, y, s, l, e):
    norms = (X * X).sum(1)
    D = norms[:, None] + norms[None, :] - 2 * (X @ X.T)
    return _normal(xp, s**2 * xp.exp(-D / (2 * l**2)) + e**2 * xp.eye(X.shape[0]), y)


def bilinear(xp, X, a, b):
    return a @ xp.solve(X, b)


def chain(xp, A, B, C, D, x, y):
    r = A @ B @ C @ D @ x - y
    return 0.5 * (r @ r)


def chain_ordered(xp, A, B, C, D, x, y):
    r = A @ (B @ (C @ (D @ x))) - y
    return 0.5 * (r @ r)


def mixture(xp, X, alpha, mu, q, L):
    d = X.shape[1]
    strict = L * xp.strictly_lower(d)
    full = strict + xp.exp(q)[:, :, None] * xp.eye(d)
    r = xp.einsum("kij,nkj->nki", full, X[:, None, :] - mu[None, :, :])
    parts = -0.5 * (r * r).sum(2) + alpha + q.sum(1)
    likelihood = xp.logsumexp(parts, 1).sum() - X.shape[0] * xp.logsumexp(alpha, 0)
    return likelihood + GAMMA**2 / 2 * (xp.exp(2 * q).sum() + (strict * strict).sum()) - WISHART * q.sum()


def factorisation(xp, X, M, U, V):
    r = M * (X - U @ V.T)
    return 0.5 * (r * r).sum() + RIDGE / 2 * ((U * U).sum() + (V * V).sum())


def softplus(xp, z, y):
    return xp.softplus(-y * z).sum()


def quad(xp, A, x):
    return x @ (A @ x)


def inverse_quad(xp, x, P):
    return x @ xp.cholesky_solve(xp.cholesky(P), x)


def kalman(xp, x, P, F, Q, H, R, z):
    ahead, spread = F @ x, F @ P @ F.T + Q
    HS = H @ spread
    gain = xp.cholesky_solve(xp.cholesky(HS @ H.T + R), HS).T
    return xp.hstack([(ahead + gain @ (z - H @ ahead))[:, None], spread - gain @ HS])
