local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sum(x * math.sqrt(n)), wrt = { x } }
