local n = dim "n"
local layer = { W = matrix("W", n, n) }
objective { name = "f", value = sum(layer.V), wrt = { layer.W } }
