local m, n = dims "m n"
local x, y = vector("x", m), vector("y", n)
objective { name = "f", value = sum(x * y), wrt = { x } }
