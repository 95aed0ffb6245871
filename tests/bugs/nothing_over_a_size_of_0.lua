-- mdgen: -D n=0
-- Nothing, divided by its size: -D refused what sizes of 0 at run time allow.
local n, m = dims "n m"
local A = matrix("A", m, n)
objective { name = "f", value = sumsq(A / n) + sumsq(A), wrt = { A }, emit = { "value_grad" } }
