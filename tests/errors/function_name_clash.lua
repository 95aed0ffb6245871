local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sumsq(x), wrt = { x }, emit = { "value_grad", "grad" } }
objective { name = "f_value", value = sum(x), wrt = { x }, emit = { "grad" } }
