local m, n = dims "m n"
local A = matrix("A", m, n)
objective { name = "f", value = sum(einsum(A, "ij->i")), wrt = { A } }
