-- there is no ffi
-- says: : error: there is nothing named 'ffi'
local x = ffi
