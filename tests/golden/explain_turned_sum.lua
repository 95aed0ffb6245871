-- The transpose of 1 - c 1' took its shape from the number: the trace around a product with it was lost in the derivation.
local n, m = dims "n m"
local W = matrix("W", n, m)
local e = vector("e", n)
local b = vector("b", m)
objective { name = "explain_turned_sum", value = norm(where(le(0.5, e), 1.875, b.T)), wrt = { b }, emit = { "grad" } }
