local n = dim "n"
local S = matrix("S", n, n, { symmetric = "yes" })
-- fix: true, or leave the attribute out
