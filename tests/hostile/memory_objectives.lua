-- objectives without end
-- says: bytes of memory
local x = scalar 'x'
for i = 1, 1e8 do objective { name = 'f' .. i, value = x, wrt = { x } } end
