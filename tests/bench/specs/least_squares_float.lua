-- mdgen: --real float
-- The same in single precision, under a name of its own.
local m, n = dims "m n"
local A, x, b = matrix("A", m, n), vector("x", n), vector("b", m)
objective {
  name = "least_squares_float",
  value = sumsq(A * x - b) / 2,
  wrt = { x },
  emit = { "value_grad" },
}
