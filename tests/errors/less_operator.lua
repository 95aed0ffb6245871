local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sum(where(x < 0, x, -x)), wrt = { x } }
