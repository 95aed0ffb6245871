-- a coefficient that overflows
-- says: : error: a size is too large
local k = dim 'n'
for i = 1, 70 do k = k * 2 end
