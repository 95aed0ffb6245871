-- Printing (X' + Y')' instead of X + Y and back never ended where the transposes were transposes again.
local A = matrix("A", 2, 2, { lower = true })

mapping { name = "sum_turned_for_ever", value = square(triu(A)), wrt = { A }, emit = { "vjp" } }
