-- the inverse of a triangle is a triangular solve, its determinant a product of the diagonal
local n = dim "n"
local L = matrix("L", n, n, { lower = true })
local x = vector("x", n)
objective { name = "triangle", value = sumsq(solve(L, x)) / 2 + logdet(L), wrt = { L, x } }
