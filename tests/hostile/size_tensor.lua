-- a tensor of too many elements
-- says: : error: a size is too large
local A = tensor('A', { 1 << 21, 1 << 21, 1 << 21 })
