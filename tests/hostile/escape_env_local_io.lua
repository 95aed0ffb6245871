-- an own io is only a table
-- says: : error: attempt to call a nil value
io = {}
io.open('x')
