local m, n = dims "m n"
local A = matrix("A", m, n)
objective { name = "f", value = sum(einsum("ij->ik", A)), wrt = { A } }
