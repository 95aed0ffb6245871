-- hcat of very many
-- says: : error: 
local x = vector('x', dim 'n')
local t = {}
for i = 1, 1e6 do t[i] = x end
hcat(table.unpack(t))
