-- a metatable for the environment cannot be set
-- says: : error: 
setmetatable(_ENV, { __index = function() while true do end end })
