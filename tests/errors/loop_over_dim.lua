local n = dim "n"
local x = vector("x", n)
local s = 0
for i = 1, n do s = s + x:at(i) end
objective { name = "f", value = s, wrt = { x } }
