local n = dim "n"
local x = vector("x", n)
objective { name = "f", wrt = { x } }
