-- The gradient by a part that is one column of a matrix got a name of one axis: memory was read beyond its labels.
local n, m = dims "n m"
local E = matrix("E", n, n, { lower = true })
objective { name = "named_gradient_of_one_column", value = sum(minimum((exp(E) * t(acosh((1.5 + exp(E))))):col(n-1), -1.375)), wrt = { E }, emit = { "grad" } }
