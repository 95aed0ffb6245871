local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sum(x) / 0, wrt = { x } }
-- fix: divide by a size or an input, or leave the term out
