local n, d = dims "n d"
local A, B = matrix("A", n, d), matrix("B", n, d)
objective { name = "f", value = sumsq(A * B), wrt = { A } }
