-- a wrt that contains itself
-- says: : error: 
local s, w = scalar 's', {}
w[1] = w
objective { name = 'f', value = s, wrt = w }
