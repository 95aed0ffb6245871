-- two gradients that are one expression: with the first one NULL, the second was written to NULL
local n = dim "n"
local x, y = vector("x", n), vector("y", n)
objective { name = "equal_outputs", value = norm_inf(x + y), wrt = { x, y } }
