-- A Gaussian process: log marginal likelihood of its hyperparameters.
--
--     f(scale, s, e) = 1/2 y'K^-1 y + 1/2 log det K + n/2 log 2 pi
--     K = exp(2 s) exp(-1/2 |(x_i - x_j) / exp(scale)|^2) + exp(2 e) I
--
-- Rasmussen, Williams, "Gaussian Processes for Machine Learning", 2006, equations 2.30 and 5.9:
-- the squared exponential kernel with a length scale for each dimension, and noise. With
-- alpha = K^-1 y the gradient in a hyperparameter t is 1/2 tr((K^-1 - alpha alpha') dK/dt): one
-- Cholesky factor, and no product of n x n matrices for any t.

local n, d = dims "n d"
local X      = matrix("X", n, d, { doc = "one point per row" })
local y      = vector("y", n)
local scale  = vector("scale", d, { doc = "logarithms of the length scales" })
local signal = scalar("signal", { doc = "logarithm of the standard deviation of the process" })
local noise  = scalar("noise", { doc = "logarithm of the standard deviation of the noise" })

local Z  = X % exp(-scale).T
local zz = sum(square(Z), 2)
local D  = zz + zz.T - 2 * Z * Z.T
local K  = assume(exp(2 * signal - D / 2) + exp(2 * noise) * eye(n), "spd")

objective {
  name  = "gaussian_process",
  doc   = "Negative log marginal likelihood of a Gaussian process",
  value = (y.T * inv(K) * y + logdet(K) + n * math.log(2 * math.pi)) / 2,
  wrt   = { scale, signal, noise },
}
