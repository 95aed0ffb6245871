local n = dim "n"
local S = matrix("S", n, n, { "spd" })
-- fix: { spd = true }
