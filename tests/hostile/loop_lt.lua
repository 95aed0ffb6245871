-- __lt that loops
-- says: ran more than
local mt = { __lt = function() while true do end end }
assert(setmetatable({}, mt) < setmetatable({}, mt))
