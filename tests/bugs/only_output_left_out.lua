-- a function with a single output wrote through its pointer also where that was NULL
local n = dim "n"
local x = vector("x", n)
objective { name = "only_output_left_out", value = sumsq(x), wrt = { x }, emit = { "value", "grad" } }
