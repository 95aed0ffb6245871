-- an error with an odd level
-- says: : error: x
error('x', math.maxinteger)
