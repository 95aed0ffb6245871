-- inputs without end
-- says: bytes of memory
local n = dim 'n'
for i = 1, 1e8 do vector('x' .. i, n) end
