-- A quadratic form: the fourth formula of the lecture notes.
--
--     f(x) = x'Ax        gradient  (A' + A) x,  Hessian  A' + A
--
-- The second objective promises that A is symmetric: one product serves for value and gradient,
-- and the gradient is 2 A x.

local n = dim "n"
local A = matrix("A", n, n)
local S = matrix("S", n, n, { symmetric = true })
local x = vector("x", n)

objective {
  name  = "quadratic_form",
  doc   = "The quadratic form x'Ax",
  value = x.T * A * x,
  wrt   = { x },
  emit  = { "value", "grad", "value_grad", "hvp", "hessian" },
}

objective {
  name  = "symmetric_form",
  doc   = "The quadratic form x'Sx of a symmetric matrix",
  value = quad(x, S),
  wrt   = { x },
}
