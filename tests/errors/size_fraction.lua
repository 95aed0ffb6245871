local x = vector("x", 2.5)
