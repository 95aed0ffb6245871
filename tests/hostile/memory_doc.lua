-- a documentation text without end
-- says: bytes of memory
local x = scalar 'x'
objective { name = 'f', value = x, wrt = { x }, doc = ('d'):rep(1e9) }
