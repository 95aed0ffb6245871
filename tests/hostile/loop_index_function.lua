-- __index that asks itself
-- says: stack overflow
local t = {}
setmetatable(t, { __index = function(self, k) return self[k .. '']  end })
local x = t.a
