-- a product with a diagonal matrix is a scaling, and the gradient is a diagonal
local n, p = dims "n p"
local D = matrix("D", n, n, { diagonal = true })
local B, C = matrix("B", n, p), matrix("C", n, p)
objective { name = "diagonal", value = dot(C, D * B), wrt = { D, B } }
