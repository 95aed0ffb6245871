-- a polynomial of a very high degree
-- says: : error: a size is too large
local k = dim 'n'
for i = 1, 100 do k = k * (k + i) end
