-- mdgen: -D n=3
local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = x:at(4), wrt = { x } }
