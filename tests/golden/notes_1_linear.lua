-- d(c'x)/dx = c
local n = dims "n"
local c, x = vector("c", n), vector("x", n)
objective { name = "linear", value = c.T * x, wrt = { x } }
