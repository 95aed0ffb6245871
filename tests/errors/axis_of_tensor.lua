local n = dim "n"
local T = tensor("T", { n, n, n })
objective { name = "f", value = sumsq(sum(T, 4)), wrt = { T } }
