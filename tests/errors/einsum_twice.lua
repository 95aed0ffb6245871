local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sum(einsum("i->ii", x)), wrt = { x } }
