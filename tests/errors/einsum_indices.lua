local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sum(einsum("abcdefghijklmnopqrstuvwxy,a->a", 2, x)), wrt = { x } }
