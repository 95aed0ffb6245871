-- a matrix of a size that is none: 1e300
-- says: : error: 
local A = matrix('A', 1e300, 2)
