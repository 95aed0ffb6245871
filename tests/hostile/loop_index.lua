-- __index that loops
-- says: ran more than
local t = setmetatable({}, { __index = function() while true do end end })
local x = t.a
