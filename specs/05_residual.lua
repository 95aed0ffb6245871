-- A squared residual: the fifth formula of the lecture notes.
--
--     f(x) = |A x - b|^2        gradient  2 A' (A x - b),  Hessian  2 A'A
--
-- With r = A x - b the differential is 2 r' A dx. The generated function goes through blocks of
-- rows of A: residual, value and gradient of a block while it is in the cache.

local m, n = dims "m n"
local A = matrix("A", m, n)
local x = vector("x", n)
local b = vector("b", m)

objective {
  name  = "residual",
  doc   = "The squared residual of A x = b",
  value = sumsq(A * x - b),
  wrt   = { x },
  emit  = { "value", "grad", "value_grad", "hvp" },
}
