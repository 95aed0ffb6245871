local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = x' * x, wrt = { x } }
