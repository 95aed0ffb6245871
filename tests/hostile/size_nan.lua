-- a matrix of a size that is none: 0 / 0
-- says: : error: 
local A = matrix('A', 0 / 0, 2)
