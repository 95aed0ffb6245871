-- a field of a value is not set
-- says: : error: 
local s = scalar 's'
s.T = 1
