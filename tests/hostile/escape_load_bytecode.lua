-- there is no way to load compiled code
-- says: : error: 'load' is not available
load('\27Lua')
