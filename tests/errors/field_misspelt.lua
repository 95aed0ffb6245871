local n = dim "n"
local A = matrix("A", n, n)
objective { name = "f", value = sum(A:clo(1)), wrt = { A } }
