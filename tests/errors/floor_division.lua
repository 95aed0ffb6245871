local n = dim "n"
local x = vector("x", n // 2)
objective { name = "f", value = sumsq(x), wrt = { x } }
