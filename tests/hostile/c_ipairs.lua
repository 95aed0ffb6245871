-- ipairs over a table without end
-- says: ran more than
for _ in ipairs(setmetatable({}, { __index = function() return 1 end })) do end
