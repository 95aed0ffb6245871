-- a matrix of a size that is none: math.mininteger
-- says: : error: 
local A = matrix('A', math.mininteger, 2)
