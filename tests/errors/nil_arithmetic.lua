local n = dim "n"
local x = vector("x", n)
local weights = {}
objective { name = "f", value = (weights.first + 1) * sum(x), wrt = { x } }
