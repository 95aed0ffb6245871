-- labels of a single class: every sample has it or none
local n, d = dims "n d"
local y, X, w = labels("y", n, 1), matrix("X", n, d), vector("w", d)
objective { name = "f", value = sum(y % (X * w)) + sumsq(w), wrt = { w } }
