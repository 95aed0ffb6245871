local m, n = dims "m n"
local A = matrix("A", m, n)
objective { name = "f", value = sum(m < n and A or A.T), wrt = { A } }
