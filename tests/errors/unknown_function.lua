local n = dim("n")
local x = vector("x", n)
objective { name = "f", value = log_sofmax(x):at(1), wrt = { x } }
