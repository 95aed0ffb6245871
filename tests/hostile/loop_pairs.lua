-- __pairs that never ends
-- says: ran more than
for _ in pairs(setmetatable({}, { __pairs = function() return function() return 1 end end })) do end
