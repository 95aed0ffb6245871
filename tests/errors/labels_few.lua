local n = dim "n"
local y = labels("y", n)
