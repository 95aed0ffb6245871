local n = dim "n"
local x = vector("x-1", n)
