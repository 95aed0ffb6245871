-- tail calls in a circle
-- says: ran more than
local function f() return f() end
f()
