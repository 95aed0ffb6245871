local n = dim("n")
local x = vector("x", n)
local lambda = scalar("lambda")
objective { name = "f", value = lamda * sumsq(x), wrt = { x } }
