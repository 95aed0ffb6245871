local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sumsq(x), wrt = { x }, doc = 3 }
-- fix: write doc = "what f is for"
