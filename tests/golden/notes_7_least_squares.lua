-- Exercise 1: f(theta) = |X theta - y|^2
local n, d = dims "n d"
local X, y, theta = matrix("X", n, d), vector("y", n), vector("theta", d)
objective { name = "least_squares", value = sumsq(X * theta - y), wrt = { theta } }
