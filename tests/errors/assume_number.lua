local n = dim "n"
local A = matrix("A", n, n)
objective { name = "f", value = logdet(assume(A, 1)), wrt = { A } }
