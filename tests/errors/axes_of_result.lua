local T = tensor("T", { 2,3,2,3,2,3,2,3,2,3,2,3,2,3 })
mapping { name = "f", value = exp(T), wrt = { T }, emit = { "jacobian" } }
