local n = dim "n"
local x = vector("x", n)
local y = 2 * x
objective { name = "f", value = sumsq(y), wrt = { y } }
