-- sort of a table that says it is long
-- says: : error: bad argument #1 to 'sort'
table.sort(setmetatable({}, { __len = function() return math.maxinteger end }))
