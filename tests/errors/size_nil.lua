local n = dim "n"
local sizes = { rows = n }
local x = vector("x", sizes.row)
