-- one pass of two matrix-vector products; the residual is the only workspace
local m, n = dims "m n"
local A = matrix("A", m, n, { doc = "the design" })
local x, b = vector("x", n), vector("b", m)
objective {
  name = "least_squares",
  doc = "Half the squared residual of A x = b",
  value = sumsq(A * x - b) / 2,
  wrt = { x },
}
