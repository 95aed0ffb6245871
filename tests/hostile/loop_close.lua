-- __close that loops after an error
-- says: ran more than
local t <close> = setmetatable({}, { __close = function() while true do end end })
error 'out'
