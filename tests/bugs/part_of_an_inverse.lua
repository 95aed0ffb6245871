-- An inverse of which a part is the value has to be formed.
local n = dim "n"
local A, B = matrix("A", 4, 4), matrix("B", n, n)
mapping { name = "rows_of_inverse", value = inv(A):rows(3, 4), wrt = { A } }
mapping { name = "row_of_inverse", value = inv(B):row(1), wrt = { B } }
mapping { name = "stacked_inverse", value = reshape(inv(A), 8, 2), wrt = { A }, emit = { "value" } }
