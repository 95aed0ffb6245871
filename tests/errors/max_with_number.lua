local n = dim "n"
local x = vector("x", n)
local h = max(2, 3)
objective { name = "f", value = h * sum(x), wrt = { x } }
