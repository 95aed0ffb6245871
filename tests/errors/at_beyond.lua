local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = x:at(n + 1), wrt = { x } }
