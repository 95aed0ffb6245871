local n, K = dims "n K"
local Y, X = labels("Y", n, K), matrix("X", n, K)
objective { name = "f", value = sum(Y % X), wrt = { X, Y } }
