-- unpack of very much
-- says: : error: too many results to unpack
table.unpack({}, 1, 1e8)
