-- there is no warn
-- says: : error: there is nothing named 'warn'
local x = warn
