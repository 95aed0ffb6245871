-- Logistic regression with targets of 0 and 1 and a ridge penalty.
local n, d = dims "n d"
local X, y, w = matrix("X", n, d), vector("y", n), vector("w", d)
local lambda = scalar "lambda"
objective {
  name = "logistic",
  value = sum(softplus(X * w) - y % (X * w)) / n + lambda / 2 * sumsq(w),
  wrt = { w },
  emit = { "value_grad", "hvp", "hessian" },
}
