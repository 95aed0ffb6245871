local m, n = dims "m n"
local A = matrix("A", m, n)
objective { name = "f", value = sum(inv(A)), wrt = { A } }
