-- an input that the value does not depend on
local n = dim "n"
local x, y = vector("x", n), vector("y", n)
objective { name = "f", value = sumsq(x), wrt = { x, y }, emit = { "grad" } }
