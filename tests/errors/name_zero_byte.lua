local n = dim "n"
local x = vector("x\0y", n)
-- fix: a name is a C identifier
