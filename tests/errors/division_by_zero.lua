local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sum(x) / 0, wrt = { x } }
