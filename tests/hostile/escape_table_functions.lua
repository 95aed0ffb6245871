-- changed table functions change the spec only
-- says: : error: the spec declares no objective
table.concat, table.unpack, pairs, ipairs, next, setmetatable = nil, nil, nil, nil, nil, nil
local x = vector('x', 3)
local s = tostring(sum(x))
