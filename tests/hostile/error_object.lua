-- an error whose text loops
-- says: : error: the spec raised an error that is a table
error(setmetatable({}, { __tostring = function() while true do end end }))
