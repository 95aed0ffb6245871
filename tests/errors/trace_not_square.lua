local n = dim "n"
local A = matrix("A", n, n + 1)
objective { name = "f", value = tr(A), wrt = { A } }
