-- sort of a table that says it is longer than it is
-- says: : error: attempt to compare
table.sort(setmetatable({}, { __len = function() return 1e6 end }))
