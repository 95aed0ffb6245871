-- kron to a size that overflows
-- says: : error: a size is too large
local A = matrix('A', 1 << 32, 1 << 30)
kron(A, A)
