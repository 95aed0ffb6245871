local m, n = dims "m n"
local A, x = matrix("A", m, n), vector("x", n)
local r =
  A.T *
  (A * x
    + 1) * x
objective { name = "f", value = sumsq(r), wrt = { x } }
