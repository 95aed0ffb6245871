-- insert at a position that is none
-- says: : error: bad argument #2 to 'insert'
table.insert({}, 1e15, 1)
