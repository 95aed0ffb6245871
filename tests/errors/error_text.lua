local n = dim "n"
error("n must be odd")
