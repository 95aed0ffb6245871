local n, d = dims "n d"
local X, y = matrix("X", n, d), vector("y", d)
objective { name = "f", value = sum(X % y), wrt = { X } }
