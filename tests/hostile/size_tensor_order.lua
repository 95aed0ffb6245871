-- a tensor of a very high order
-- says: : error: 
local t = {}
for i = 1, 10000 do t[i] = 2 end
tensor('A', t)
