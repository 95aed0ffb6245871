-- there is no bit32
-- says: : error: there is nothing named 'bit32'
local x = bit32
