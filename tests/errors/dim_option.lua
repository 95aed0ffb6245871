local n = dim("n", { typcal = 10 })
