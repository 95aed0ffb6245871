-- infinities of the spec stay infinite in C, and so does what a float cannot hold
local n = dim "n"
local x = vector("x", n)
objective { name = "clipped", value = sum(exp(-where(gt(x, 0), x, math.huge))) + sum(minimum(x, 1e300)), wrt = { x } }
