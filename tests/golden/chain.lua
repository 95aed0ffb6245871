-- a product chain with a vector at its end is never a product of matrices
local n = dim "n"
local A, B, C = matrix("A", n, n), matrix("B", n, n), matrix("C", n, n)
local x, y = vector("x", n), vector("y", n)
objective { name = "chain", value = y.T * A * B * C * x, wrt = { x, B } }
