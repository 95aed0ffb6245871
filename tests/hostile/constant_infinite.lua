-- a constant with NaN
-- says: : error: 
constant { 0 / 0 }
