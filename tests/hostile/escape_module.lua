-- there is no module
-- says: : error: there is nothing named 'module'
local x = module
