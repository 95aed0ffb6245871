local x = vector("x", 2)
objective { name = "f", value = sum(x + { 1, 2 }), wrt = { x } }
