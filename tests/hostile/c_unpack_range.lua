-- unpack over the range of the integers
-- says: : error: too many results to unpack
table.unpack({}, math.mininteger, math.maxinteger)
