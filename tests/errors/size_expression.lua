local n = dim "n"
local x = vector("x", n / 2)
