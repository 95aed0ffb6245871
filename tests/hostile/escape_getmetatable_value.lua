-- the metatable of values is closed
-- says: : error: 
getmetatable(scalar 's').__index = function() end
