-- an index beyond all integers
-- says: : error: 
vector('x', 3):at(math.maxinteger)
