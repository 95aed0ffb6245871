local n = dim "n"
local x = vector("x", n)
objective { name = "f", vlaue = sumsq(x), wrt = { x } }
