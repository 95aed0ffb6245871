local n, d = dims "n d"
local x, y = vector("x", n), vector("y", d)
objective { name = "f", value = sum(x + y), wrt = { x } }
