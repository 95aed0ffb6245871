-- a matrix power that is huge
-- says: : error: a matrix has integer powers only
local A = matrix('A', 2, 2)
local B = A ^ (1 << 62)
