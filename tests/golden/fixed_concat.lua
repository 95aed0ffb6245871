-- A matrix put together out of parts, of fixed size: the zeros around each part are not added.
local x, P = vector("x", 2), matrix("P", 2, 2)
mapping { name = "beside", value = hcat(sin(x), P - x * x.T), wrt = { x }, emit = { "value" } }
