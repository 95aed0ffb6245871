-- reshape to a negative size
-- says: : error: 
reshape(vector('x', 4), -2, -2)
