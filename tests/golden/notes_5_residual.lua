-- d|Ax - b|^2/dx = 2A'(Ax - b)
local m, n = dims "m n"
local A, b, x = matrix("A", m, n), vector("b", m), vector("x", n)
objective { name = "residual", value = sumsq(A * x - b), wrt = { x } }
