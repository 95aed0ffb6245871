-- Probabilistic principal component analysis: q latent directions and isotropic noise.
--
--     f(W, sigma2) = n/2 (log det C + tr(C^-1 S) + d log 2 pi),  C = W W' + sigma2 I
--
-- The negative log likelihood given the sample covariance S: Tipping, Bishop, "Probabilistic
-- principal component analysis", 1999, equation 4. With G = n/2 (C^-1 - C^-1 S C^-1) the gradients
-- are 2 G W and tr G. C is positive definite because W W' is positive semidefinite; `assume` says
-- so, and the determinant and the solves share a Cholesky factor.

local n, d, q = dims "n d q"
local S      = matrix("S", d, d, { spd = true, doc = "covariance of the n samples" })
local W      = matrix("W", d, q, { doc = "one direction per column" })
local sigma2 = scalar("sigma2", { positive = true, doc = "variance of the noise" })

local C = assume(W * W.T + sigma2 * eye(d), "spd")

objective {
  name  = "probabilistic_pca",
  doc   = "Negative log likelihood of probabilistic PCA",
  value = n / 2 * (logdet(C) + tr(solve(C, S)) + d * math.log(2 * math.pi)),
  wrt   = { W, sigma2 },
}
