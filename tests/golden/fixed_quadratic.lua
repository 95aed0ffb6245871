-- mdgen: -D n=3 --real float
-- a fixed size leaves the signature
local n = dim "n"
local A, x = matrix("A", n, n), vector("x", n)
objective { name = "fixed_quadratic", value = x.T * A * x, wrt = { x } }
