-- a limit caught at every depth
-- says: ran more than
local function f() pcall(f) while true do end end
f()
