-- Half the squared residual; A and b stay the same while x is trained.
local m, n = dims "m n"
local A, x, b = matrix("A", m, n), vector("x", n), vector("b", m)
objective {
  name = "least_squares",
  value = sumsq(A * x - b) / 2,
  wrt = { x },
  emit = { "value_grad" },
  prepare = { A, b },
}
