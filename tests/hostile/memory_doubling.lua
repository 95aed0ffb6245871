-- a text that doubles
-- says: bytes of memory
local s = 'x'
while true do s = s .. s end
