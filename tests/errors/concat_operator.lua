local n = dim "n"
local x, y = vector("x", n), vector("y", n)
objective { name = "f", value = sumsq(x .. y), wrt = { x } }
