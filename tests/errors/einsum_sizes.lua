local m, n = dims "m n"
local A, B = matrix("A", m, n), matrix("B", m, n)
objective { name = "f", value = sum(einsum("ij,jk->ik", A, B)), wrt = { A } }
