-- there is no setfenv
-- says: : error: there is nothing named 'setfenv'
local x = setfenv
