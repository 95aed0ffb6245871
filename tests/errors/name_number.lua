local n = dim "n"
local x = vector(1, n)
