local n = dim "n"
local m, k = dims "m n"
