-- functions that go through rows in blocks, for tests/threads.sh
local n, d, K = dims "n d K"
local X, y, x = matrix("X", n, d), vector("y", n), vector("x", d)
local c, W = labels("c", n, K), matrix("W", K, d)
local z = X * x
objective {
  name = "logistic",
  value = sum(softplus(-y % z)) / n + sumsq(x),
  wrt = { x },
  emit = { "value", "value_grad", "hvp", "hessian" },
}
objective {
  name = "squares",
  value = sumsq(z - y) / 2,
  wrt = { x },
  emit = { "value_grad" },
  prepare = { X, y },
}
objective {
  name = "softmax",
  value = -sum(c % log_softmax(X * W.T, 2)) / n,
  wrt = { W },
  emit = { "value_grad" },
}
mapping { name = "scores", value = X.T * tanh(z), wrt = { x }, emit = { "value", "jvp", "vjp", "jacobian" } }
