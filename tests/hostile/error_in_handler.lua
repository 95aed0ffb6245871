-- an error inside of a __close after an error
-- says: : error: second
local t <close> = setmetatable({}, { __close = function() error 'second' end })
error 'first'
