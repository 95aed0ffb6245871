-- a matrix of a size that is none: 1 / 0
-- says: : error: 
local A = matrix('A', 1 / 0, 2)
