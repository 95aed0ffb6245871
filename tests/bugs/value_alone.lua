-- A value alone needs no wrt.
local n = dim "n"
local x = vector("x", n)
objective { name = "loss", value = sumsq(x) / 2, emit = { "value" } }
mapping { name = "scores", value = 2 * x, emit = { "value" } }
