-- a matrix of a size that is none: math.maxinteger, math.maxinteger
-- says: : error: 
local A = matrix('A', math.maxinteger, math.maxinteger)
