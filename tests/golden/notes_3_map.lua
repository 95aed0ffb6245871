-- d(Ax)/dx = A' in the layout of the lecture notes
local m, n = dims "m n"
local A, x = matrix("A", m, n), vector("x", n)
mapping { name = "map", value = A * x, wrt = { x }, emit = { "jacobian_t" } }
