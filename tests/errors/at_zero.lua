local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = x:at(0), wrt = { x } }
