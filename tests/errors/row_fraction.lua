local n = dim "n"
local A = matrix("A", n, n)
objective { name = "f", value = sum(A:row(n / 2)), wrt = { A } }
