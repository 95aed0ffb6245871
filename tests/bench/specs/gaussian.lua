-- Negative log likelihood of one sample of a normal distribution with full covariance.
local n = dim "n"
local S, mu, x = matrix("S", n, n, { spd = true }), vector("mu", n), vector("x", n)
local r = x - mu
objective {
  name = "gaussian",
  value = (n * log(2 * pi) + logdet(S) + r.T * inv(S) * r) / 2,
  wrt = { S, mu },
  emit = { "value_grad" },
}
