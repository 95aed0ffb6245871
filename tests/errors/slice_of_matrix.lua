local n = dim "n"
local A = matrix("A", n, n)
objective { name = "f", value = sum(A:slice(1, 2)), wrt = { A } }
