-- d(x'Ax)/dx = (A' + A)x
local n = dims "n"
local A, x = matrix("A", n, n), vector("x", n)
objective { name = "quadratic", value = x.T * A * x, wrt = { x } }
