-- print of an object whose text is none
-- says: : error: '__tostring' must return a string
print(setmetatable({}, { __tostring = function() return {} end }))
