-- weak tables do no harm
-- says: no objective
local t = setmetatable({}, { __mode = 'kv' })
for i = 1, 1e4 do t[i] = {} end
