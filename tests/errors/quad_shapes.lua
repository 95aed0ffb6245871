local m, n = dims "m n"
local A, x = matrix("A", m, m), vector("x", n)
objective { name = "f", value = quad(x, A), wrt = { x } }
