local n = dim "n"
local x = vector("x", n)
objective { name = 3, value = sumsq(x), wrt = { x } }
-- fix: write name = "f", a text
