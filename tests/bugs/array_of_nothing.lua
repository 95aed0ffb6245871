-- mdgen: -D n=2 -D m=0
-- An array whose loops are not there, for a size is 0, was an unused variable.
local n, m = dims "n m"
local A = matrix("A", n, m)

mapping { name = "array_of_nothing", value = sinh(A), wrt = { A }, emit = { "jacobian_t" } }
