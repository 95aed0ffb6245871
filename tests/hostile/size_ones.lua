-- ones of a negative size
-- says: : error: 
ones(-3)
