-- Gaussian mixture of ADBench (F. Srajer, Z. Kukelova, A. Fitzgibbon, "A benchmark of selected
-- automatic differentiation tools", 2018):
--     sum_i logsumexp_k(alpha_k + sum(q_k) - |L_k (x_i - mu_k)|^2 / 2) - n logsumexp(alpha)
--     + sum_k (gamma^2 / 2 (|exp(q_k)|^2 + |L_k strictly below the diagonal|^2) - w sum(q_k))
-- where L_k is lower triangular with the diagonal exp(q_k).
local n = dim("n", { typical = 10000 })
local d, K = 20, 25
local X, alpha = matrix("X", n, d), vector("alpha", K)
local mu, q = matrix("mu", K, d), matrix("q", K, d)
local L = tensor("L", { K, d, d })
local gamma, w = scalar "gamma", scalar "w"

local below = tril(ones(d, d)) - eye(d)
local strict = einsum("kij,ij->kij", L, below)
local full = strict + einsum("ki,ij->kij", exp(q), eye(d))
local LX = einsum("kij,nj->nki", full, X)
local LM = einsum("kij,kj->ki", full, mu)
local parts = -einsum("nki,nki->nk", LX - LM, LX - LM) / 2 + (alpha + sum(q, 2)).T

objective {
  name = "gmm",
  value = sum(logsumexp(parts, 2)) - n * logsumexp(alpha)
    + gamma ^ 2 / 2 * (sum(exp(2 * q)) + sumsq(strict)) - w * sum(q),
  wrt = { alpha, mu, q, L },
  emit = { "value_grad" },
}
