-- The worked example: f(X) = a'Xb
local m, n = dims "m n"
local a, b, X = vector("a", m), vector("b", n), matrix("X", m, n)
objective { name = "bilinear", value = a.T * X * b, wrt = { X } }
