local n, k = dims "n k"
local A = matrix("A", n, n)
objective { name = "f", value = tr(A ^ k), wrt = { A } }
