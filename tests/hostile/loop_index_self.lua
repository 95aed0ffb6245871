-- an __index that is its own table
-- says: : error: '__index' chain too long
local mt = {}
local t = setmetatable(mt, mt)
mt.__index = t
local x = t.a
