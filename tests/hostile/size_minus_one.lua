-- a matrix of a size that is none: -1
-- says: : error: 
local A = matrix('A', -1, 2)
