local k = dim "k"
local T = tensor("T", "k k k")
