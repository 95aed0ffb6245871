local n = dim "n"
local x = vector("x", n)
objective { value = sumsq(x), wrt = { x } }
