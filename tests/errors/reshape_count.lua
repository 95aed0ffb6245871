local m, n = dims "m n"
local A = matrix("A", m, n)
objective { name = "f", value = sumsq(reshape(A, m, m)), wrt = { A } }
