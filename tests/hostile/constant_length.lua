-- a constant whose length lies
-- says: : error: 
constant(setmetatable({}, { __len = function() return 1 << 50 end }))
