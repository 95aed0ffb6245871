-- d|x|^2/dx = 2x
local n = dims "n"
local x = vector("x", n)
objective { name = "square", value = x.T * x, wrt = { x } }
