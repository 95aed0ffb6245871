local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sum(x + "1"), wrt = { x } }
