-- mdgen: -D n=3
local n = dim "n"
local x, y = vector("x", n), vector("y", 4)
objective { name = "f", value = x.T * y, wrt = { x } }
