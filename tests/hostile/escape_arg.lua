-- there is no arg
-- says: : error: there is nothing named 'arg'
local x = arg
