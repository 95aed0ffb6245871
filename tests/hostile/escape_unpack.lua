-- there is no unpack
-- says: : error: there is nothing named 'unpack'
local x = unpack
