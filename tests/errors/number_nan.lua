local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sumsq(x - 0 / 0), wrt = { x } }
