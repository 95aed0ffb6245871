-- closures within closures
-- says: bytes of memory
-- mdgen: --limit memory=2M
local f = print
while true do local g = f f = function() return g end end
