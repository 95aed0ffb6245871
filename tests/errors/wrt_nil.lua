local n = dim "n"
local x, p = vector("x", n), {}
objective { name = "f", value = sumsq(x), wrt = { p.W, x } }
