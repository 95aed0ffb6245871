-- what pcall says of a limit is not seen
-- says: ran more than
local ok = pcall(function() while true do end end)
assert(false, 'went on after a limit')
