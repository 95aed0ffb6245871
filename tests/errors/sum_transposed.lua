local m, n = dims "m n"
local A, B = matrix("A", m, n), matrix("B", n, m)
objective { name = "f", value = sumsq(A - B), wrt = { A } }
