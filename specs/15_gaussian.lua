-- A Gaussian with full covariance: mean and covariance of n samples.
--
--     f(mu, S) = n/2 log det S + 1/2 sum_i (x_i - mu)' S^-1 (x_i - mu) + n d/2 log 2 pi
--
-- The negative log likelihood (T. W. Anderson, "An Introduction to Multivariate Statistical
-- Analysis"). With R the rows (x_i - mu)' the gradients are -S^-1 R'1 and the symmetric matrix
-- 1/2 (n S^-1 - S^-1 R'R S^-1). One Cholesky factor of S serves for the determinant, the solves
-- and the gradient.

local n, d = dims "n d"
local X  = matrix("X", n, d, { doc = "one sample per row" })
local mu = vector("mu", d)
local S  = matrix("S", d, d, { spd = true, doc = "covariance" })

local R = X - mu.T

objective {
  name  = "gaussian",
  doc   = "Negative log likelihood of a Gaussian with full covariance",
  value = n / 2 * logdet(S) + tr(R * inv(S) * R.T) / 2 + n * d / 2 * math.log(2 * math.pi),
  wrt   = { mu, S },
}
