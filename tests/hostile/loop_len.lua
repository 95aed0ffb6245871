-- __len that loops
-- says: ran more than
local t = setmetatable({}, { __len = function() while true do end end })
local n = #t
