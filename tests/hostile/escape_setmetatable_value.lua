-- values get no other metatable
-- says: : error: bad argument #1 to 'setmetatable'
setmetatable(scalar 's', {})
