-- promises about inputs that are made later, by assume
local n = dim "n"
local A, B, x = matrix("A", n, n), matrix("B", n, n), vector("x", n)
objective { name = "definite", value = logdet(assume(A, "spd")) + quad(x, A), wrt = { x } }
objective { name = "triangle", value = sumsq(solve(assume(B, "lower"), x)), wrt = { x } }
objective { name = "sign", value = sum(log(assume(x, "positive"))), wrt = { x } }
