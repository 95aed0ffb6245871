local n = dim "n"
local A, x = matrix("A", n, n), vector("x", n)
objective { name = "f", value = quad(A, x), wrt = { x } }
