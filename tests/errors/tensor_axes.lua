local T = tensor("T", { 2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2 })
objective { name = "f", value = sumsq(T), wrt = { T } }
