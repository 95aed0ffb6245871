local n = dim("n", { typical = -1 })
