local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sum({ 1, 2 }), wrt = { x } }
