-- A multiple of a matrix that two products share became a third factor of both, and loops in place of gemm.
local n, d, e = dims "n d e"
local q = scalar "q"
local X, W, D = matrix("X", n, d), matrix("W", d, e), matrix("D", n, n)
objective { name = "a", value = sum(sin(X * W * W.T * X.T * exp(q))), wrt = { W }, emit={"grad"} }
