local n = dim "n"
local x = vector("x", n)
objective({ name = "f", value = sumsq(x) }, { wrt = { x } })
