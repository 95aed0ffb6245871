-- insert into a table that says it is long
-- says: : error: 
table.insert(setmetatable({}, { __len = function() return math.maxinteger end }), 1)
