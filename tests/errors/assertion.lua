local n = dim "n"

assert(false, "this model needs two layers")
