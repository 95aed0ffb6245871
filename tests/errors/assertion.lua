local n = dim "n"

assert(false, "this model needs two layers")
-- fix: what the spec itself demands, by assert
