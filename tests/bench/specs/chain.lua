-- A product of matrices that ends in a vector.
local n = dim "n"
local A, B, C, D = matrix("A", n, n), matrix("B", n, n), matrix("C", n, n), matrix("D", n, n)
local x, y = vector("x", n), vector("y", n)
objective {
  name = "chain",
  value = sumsq(A * B * C * D * x - y) / 2,
  wrt = { x },
  emit = { "value_grad" },
}
