local n = dim "n"
local T = tensor("T", { n, n, n }, { symmetric = true })
