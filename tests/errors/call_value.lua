local n = dim "n"
local A = matrix("A", n, n)
objective { name = "f", value = A(1, 2), wrt = { A } }
