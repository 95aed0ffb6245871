-- Negative log marginal likelihood of a Gaussian process with the kernel
--     K_ij = s^2 exp(-|x_i - x_j|^2 / (2 l^2)) + e^2 [i = j],
-- by its three parameters (C. Rasmussen, C. Williams, Gaussian Processes for Machine Learning, 2.30).
local n, d = dims "n d"
local X, y = matrix("X", n, d), vector("y", n)
local s, l, e = scalar "s", scalar "l", scalar "e"
local r = sum(X % X, 2)
local D = r + r.T - 2 * X * X.T
local C = assume(s ^ 2 * exp(-D / (2 * l ^ 2)) + e ^ 2 * eye(n), "spd")
objective {
  name = "gp",
  value = (y.T * inv(C) * y + logdet(C) + n * log(2 * pi)) / 2,
  wrt = { s, l, e },
  emit = { "value_grad" },
}
