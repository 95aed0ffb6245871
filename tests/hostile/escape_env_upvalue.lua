-- a local _ENV gives no more
-- says: : error: attempt to index a nil value
local _ENV = {}
local x = io.open
