-- Hessian-vector product and Hessian from the same rules as the gradient
local m, n = dims "m n"
local A, w = matrix("A", m, n), vector("w", n)
objective {
  name = "logistic_second",
  value = sum(softplus(A * w)),
  wrt = { w },
  emit = { "hvp", "hessian" },
}
