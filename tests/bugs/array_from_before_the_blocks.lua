-- Not seen by any test: what is formed before the loop over blocks is read in all of its turns, so sums that grow there need memory of their own.
local n, d, k = dims "n d k"
local X, y, A, t = matrix("X", n, d), vector("y", n), matrix("A", d, k), vector("t", k)
local r = tanh(X * (A * t)) - y
objective { name = "array_from_before_the_blocks", value = sumsq(r), wrt = { t }, emit = { "value_grad", "hvp" } }
