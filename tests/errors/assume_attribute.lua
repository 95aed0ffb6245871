local n = dim "n"
local A = matrix("A", n, n)
objective { name = "f", value = logdet(assume(A, "symetric")), wrt = { A } }
