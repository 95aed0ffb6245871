-- a table with a very large index and one that grows
-- says: bytes of memory
-- mdgen: --limit memory=2M
local t = {}
for i = 1, 1e9 do t[i] = i end
