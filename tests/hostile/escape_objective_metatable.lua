-- an objective with fields from a metatable
-- says: : error: 
local s = scalar 's'
objective(setmetatable({}, { __index = function() while true do end end }))
