-- two functions that call each other
-- says: ran more than
local g
local function f() return g() end
g = function() return f() end
f()
