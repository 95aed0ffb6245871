-- __concat that concatenates
-- says: stack overflow
local mt = {}
local t = setmetatable({}, mt)
mt.__concat = function(a, b) return t .. t end
local x = t .. t
