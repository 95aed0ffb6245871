-- a constant that contains itself
-- says: : error: 
local t = {}
t[1] = t
constant(t)
