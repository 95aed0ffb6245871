-- there is no loadstring
-- says: : error: there is nothing named 'loadstring'
local x = loadstring
