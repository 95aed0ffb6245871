-- a matrix of a size that is none: true
-- says: : error: 
local A = matrix('A', true, 2)
