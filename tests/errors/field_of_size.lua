local n = dim "n"
local A = matrix("A", n, n)
objective { name = "f", value = tr(A) / n.T, wrt = { A } }
