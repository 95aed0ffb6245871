local n, d, k = dims "n d k"
local A, B = matrix("A", n, d), matrix("B", n, k)
objective { name = "f", value = sumsq(A * B), wrt = { A } }
