-- Poisson regression: counts y_i whose mean is exp(x_i'w).
--
--     f(w) = sum_i (exp(x_i'w) - y_i x_i'w + log y_i!)
--
-- The negative log likelihood of the Poisson distribution with its canonical link: Nelder,
-- Wedderburn, "Generalized linear models", 1972. The gradient is X' (mu - y) with mu = exp(X w),
-- the Hessian X' diag(mu) X.

local n, d = dims "n d"
local X = matrix("X", n, d, { doc = "one sample per row" })
local y = vector("y", n, { nonnegative = true, doc = "counts" })
local w = vector("w", d)

local eta = X * w

objective {
  name  = "poisson_regression",
  doc   = "Negative log likelihood of counts with mean exp(X w)",
  value = sum(exp(eta)) - y.T * eta + sum(lgamma(y + 1)),
  wrt   = { w },
  emit  = { "value", "grad", "value_grad", "hvp", "hessian" },
}
