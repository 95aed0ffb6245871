-- there is no getfenv
-- says: : error: there is nothing named 'getfenv'
local x = getfenv
