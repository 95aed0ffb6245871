-- mdgen: -D m=3 -D n=2
-- with all dims fixed only data are left to pass
local m, n = dims "m n"
local A, x, b = matrix("A", m, n), vector("x", n), vector("b", m)
objective { name = "fixed_sizes", value = sumsq(A * x - b), wrt = { x } }
