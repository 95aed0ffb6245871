local n = dim "n"
local x = vector("x", n)
mapping { name = "F", value = exp(x), wrt = { x }, emit = { "value", "grad" } }
