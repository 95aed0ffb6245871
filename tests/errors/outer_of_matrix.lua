local m, n = dims "m n"
local A = matrix("A", m, n)
objective { name = "f", value = sum(outer(A, A)), wrt = { A } }
