-- __tostring that asks for its own text
-- says: C stack overflow
local mt = {}
local t = setmetatable({}, mt)
mt.__tostring = function() return tostring(t) .. '' end
print(t)
