local n = dim "n"
local x = vector("x", n)
x[1] = 0
objective { name = "f", value = sum(x), wrt = { x } }
