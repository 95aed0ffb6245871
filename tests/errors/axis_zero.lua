local m, n = dims "m n"
local A = matrix("A", m, n)
objective { name = "f", value = sumsq(mean(A, 0)), wrt = { A } }
