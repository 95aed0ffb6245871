-- A gradient that is the prepared data, row by row: its triangular factor has other rows.
local n = dims "n"
local A, B = vector("A", n), vector("B", n)
objective { name = "f", value = dot(A, B), wrt = { A }, prepare = { B }, emit = { "grad" } }
objective { name = "g", value = dot(A, 3 * B), wrt = { A }, prepare = { B }, emit = { "grad", "hvp" } }
