local m, n = dims "m n"
local A, x = matrix("A", m, n), vector("x", n)

objective {
  name = "f",
  value = A * x,
  wrt = { x },
}
