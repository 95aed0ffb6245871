-- a finalizer that comes later
-- says: no objective
local mt = {}
local t = setmetatable({}, mt)
mt.__gc = function() while true do end end
t = nil
for i = 1, 1e4 do t = {} end
