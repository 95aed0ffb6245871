-- there is no jit
-- says: : error: there is nothing named 'jit'
local x = jit
