local n = dim "n"
local x, y = vector("x", n), vector("y", n)
objective { name = "f", value = sum(x * y), wrt = { x } }
