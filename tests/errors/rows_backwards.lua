local n = dim "n"
local A = matrix("A", n, n)
objective { name = "f", value = sum(A:rows(5, 2)), wrt = { A } }
