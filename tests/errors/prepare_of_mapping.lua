local n = dim "n"
local x, y = vector("x", n), vector("y", n)
mapping { name = "F", value = x % y, wrt = { x }, prepare = { y } }
