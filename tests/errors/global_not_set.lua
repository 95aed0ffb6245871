local n = dim "n"
local x = vector("x", n)
if debugging then x = 2 * x end
objective { name = "f", value = sumsq(x), wrt = { x } }
