local n = dim "n"
local A = matrix("A", n, n)
objective { name = "f", value = sum(2 ^ A), wrt = { A } }
