local x = vector("x", 1)
objective { name = "f", value = sum(reshape(x, 1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)), wrt = { x } }
