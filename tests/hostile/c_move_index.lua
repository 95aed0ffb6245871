-- move out of a table whose __index is a C function
-- says: processor time
-- mdgen: --limit seconds=0.1
table.move(setmetatable({}, { __index = rawlen }), 1, 1e15, 1, setmetatable({}, { __newindex = rawequal }))
