local n, K, d = dims "n K d"
local Y, X = labels("Y", n, K), matrix("X", n, d)
objective { name = "f", value = sum(Y % X), wrt = { X } }
