local m, n = dims "m n"
local A = matrix("A", m, n)
objective { name = "f", value = sumsq(sum(A, 3)), wrt = { A } }
