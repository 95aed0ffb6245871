local n = dim "n"
local x = vector("double", n)
