local m, n = dims "m n"
local A, b = matrix("A", n, n), vector("b", m)
objective { name = "f", value = sum(solve(A, b)), wrt = { A } }
