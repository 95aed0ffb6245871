-- there is no newproxy
-- says: : error: there is nothing named 'newproxy'
local x = newproxy
