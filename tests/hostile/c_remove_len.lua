-- remove from a table that says it is long
-- says: processor time
-- mdgen: --limit seconds=0.1
table.remove(setmetatable({}, { __len = function() return 1 << 50 end }), 1)
