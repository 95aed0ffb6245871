-- a matrix of a size that is none: {}
-- says: : error: 
local A = matrix('A', {}, 2)
