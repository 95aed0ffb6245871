local n = dim("n")
io.open("data.csv")
