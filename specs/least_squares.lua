-- Least squares: the x that comes closest to solving A x = b.
--
--     f(x) = 1/2 |A x - b|^2        gradient  A' (A x - b)

local m, n = dims "m n"
local A = matrix("A", m, n)
local x = vector("x", n)
local b = vector("b", m)

objective {
  name  = "least_squares",
  doc   = "Half the squared residual of A x = b",
  value = sumsq(A * x - b) / 2,
  wrt   = { x },
}
