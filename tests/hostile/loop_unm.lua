-- __unm that negates
-- says: stack overflow
local mt = {}
local t = setmetatable({}, mt)
mt.__unm = function(a) return -a + 0 end
local x = -t
