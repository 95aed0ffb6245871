local n = dim "n"
local x = vector("_x", n)
