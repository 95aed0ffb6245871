-- Logistic regression for two classes, with a ridge penalty.
--
--     f(w, b) = 1/n sum_i log(1 + exp(-y_i (x_i'w + b))) + lambda/2 |w|^2,  y_i = 1 or -1
--
-- The negative log likelihood of P(y | x) = sigmoid(y (x'w + b)): D. R. Cox, "The regression
-- analysis of binary sequences", 1958. With p_i = sigmoid(-y_i (x_i'w + b)) the gradients are
-- -1/n X' (y o p) + lambda w and -1/n y'p. log(1 + exp(z)) is computed without overflow. The
-- Hessian-vector product serves Newton methods such as trust-region conjugate gradients.

local n, d = dims "n d"
local X      = matrix("X", n, d, { doc = "one sample per row" })
local y      = vector("y", n, { doc = "1 or -1" })
local w      = vector("w", d)
local b      = scalar("b", { doc = "intercept" })
local lambda = scalar("lambda", { nonnegative = true, doc = "weight of the ridge penalty" })

objective {
  name  = "logistic_regression",
  doc   = "Mean logistic loss with a ridge penalty",
  value = mean(log(1 + exp(-y % (X * w + b)))) + lambda / 2 * sumsq(w),
  wrt   = { w, b },
  emit  = { "value", "grad", "value_grad", "hvp" },
}
