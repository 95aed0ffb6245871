local part = setmetatable({}, { __tostring = function() return { "part" } end })
error(tostring(part))
-- fix: let __tostring return a text
