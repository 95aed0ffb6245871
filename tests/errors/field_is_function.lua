local n = dim "n"
local A = matrix("A", n, n)
objective { name = "f", value = A.sum(), wrt = { A } }
