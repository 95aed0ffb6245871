-- a matrix of a size that is none: '3x'
-- says: : error: 
local A = matrix('A', '3x', 2)
