-- data with a column of ones: the intercept is no column of X, and the mean of the targets needs one too
local m, n = dims "m n"
local X, y, w, b = matrix("X", m, n), vector("y", m), vector("w", n), scalar("b")
local r = X * w + b - y
objective { name = "intercept", value = sumsq(r) / 2 + sum(X * w) / m, wrt = { w, b }, prepare = { X, y } }
objective { name = "root", value = norm(r), wrt = { w, b }, prepare = { X, y } }
