-- a' X^-1 b: its gradient -X^-T a b' X^-T needs two solves, no inverse.
local n = dim "n"
local X, a, b = matrix("X", n, n), vector("a", n), vector("b", n)
objective {
  name = "bilinear_inverse",
  value = a.T * inv(X) * b,
  wrt = { X },
  emit = { "value_grad" },
}
