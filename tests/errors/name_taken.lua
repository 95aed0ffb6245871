local n = dim "n"
local x = vector("x", n)
local y = vector("x", n)
