-- a slice from the end of the integers
-- says: : error: 
vector('x', 3):slice(math.mininteger, math.maxinteger)
