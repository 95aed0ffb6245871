local n = dim "n"
local T = tensor("T", { n, n, n })
objective { name = "f", value = det(T), wrt = { T } }
