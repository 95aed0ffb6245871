local n = dim("n", 1000)
