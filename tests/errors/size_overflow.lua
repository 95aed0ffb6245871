local n = dim "n"
local x = vector("x", 9223372036854775807 * n * 2)
