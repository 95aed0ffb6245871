-- A mixture of K Gaussians with a Wishart prior on their precisions: the GMM of ADBench.
--
--     f = -n d/2 log 2 pi + sum_i log sum_k exp(alpha_k + 1'q_k - 1/2 |Q_k (x_i - mu_k)|^2)
--         - n log sum_k exp(alpha_k) + sum_k (gamma^2/2 |Q_k|^2 - m 1'q_k) - K c
--
-- Srajer, Kukelova, Fitzgibbon, "A benchmark of selected algorithmic differentiation tools on some
-- problems in computer vision and machine learning", 2018, section 4.1. Q_k, the square root of a
-- precision, is lower triangular with exp(q_k) on its diagonal and the strict triangle of L_k
-- below it, which is stored as a square here. c is the constant of the Wishart distribution. The
-- prior has the sign that the programs of the benchmark give it. The gradients weigh each sample
-- by its responsibilities, the softmax of the exponents over k.

local n, d, K = dims "n d K"
local X     = matrix("X", n, d, { doc = "one sample per row" })
local gamma = scalar("gamma", { positive = true, doc = "scale of the Wishart prior" })
local m     = scalar("m", { nonnegative = true, doc = "its degrees of freedom beyond d + 1" })
local alpha = vector("alpha", K, { doc = "logarithms of the weights, up to a constant" })
local Mu    = matrix("Mu", K, d, { doc = "one mean per row" })
local Q     = matrix("Q", K, d, { doc = "logarithms of the diagonals" })
local L     = tensor("L", { K, d, d }, { doc = "what lies below the diagonals" })

local below = tril(ones(d, d)) - eye(d)
local index = cumsum(ones(d)) -- 1, 2 ... d

local lower  = einsum("kij,ij->kij", L, below)
local r      = einsum("nj,k->nkj", X, ones(K)) - einsum("n,kj->nkj", ones(n), Mu)
local z      = einsum("kij,nkj->nki", lower, r) + einsum("ki,nki->nki", exp(Q), r)
local weight = alpha + sum(Q, 2)
local fit    = sum(logsumexp(weight.T - einsum("nki,nki->nk", z, z) / 2, 2))

local degrees = d + m + 1
local c = degrees * d * (log(gamma) - math.log(2) / 2) - d * (d - 1) / 4 * math.log(math.pi)
        - sum(lgamma((degrees + 1 - index) / 2))
local prior = gamma ^ 2 / 2 * (sumsq(exp(Q)) + sumsq(lower)) - m * sum(Q) - K * c

objective {
  name  = "gaussian_mixture",
  doc   = "ADBench's mixture of Gaussians with a Wishart prior",
  value = fit - n * logsumexp(alpha) - n * d / 2 * math.log(2 * math.pi) + prior,
  wrt   = { alpha, Mu, Q, L },
}
