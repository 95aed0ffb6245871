local m, n, p = dims "m n p"
local A, B = matrix("A", m, n), matrix("B", p, n)
objective { name = "f", value = sumsq(A * B), wrt = { A } }
