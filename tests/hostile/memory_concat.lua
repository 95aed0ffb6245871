-- table.concat of a long text many times
-- says: bytes of memory
local t, s = {}, ('x'):rep(1e6)
for i = 1, 1e4 do t[i] = s end
table.concat(t)
