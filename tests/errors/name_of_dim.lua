local n = dim "n"
local x = vector("n", n)
