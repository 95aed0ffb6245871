local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = dot(x, x) * constant("two"), wrt = { x } }
