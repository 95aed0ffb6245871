-- a size with very many terms
-- says: bytes of memory
local k = dim 'n'
for i = 1, 60 do k = (k + 1) * (k + dim('m' .. i)) end
