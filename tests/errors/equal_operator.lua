local n = dim "n"
local x, y = vector("x", n), vector("y", n)
if x == y then error "same" end
objective { name = "f", value = sum(x), wrt = { x } }
