local x = vector("x", -2)
