local n = dim "n"
local S = matrix("S", n, n, { 3 })
