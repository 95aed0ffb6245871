-- an emit whose length lies
-- says: : error: 
local s = scalar 's'
objective { name = 'f', value = s, wrt = { s }, emit = setmetatable({}, { __len = function() return 1 << 50 end, __index = function() return 'value' end }) }
