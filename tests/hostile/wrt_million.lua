-- a list of more than a million inputs
-- says: wrt of objective 'f' has 1000001 entries
-- mdgen: --limit steps=1e8 --limit memory=64M
local n = dim 'n'
local x, list = vector('x', n), {}
for i = 1, 1000001 do list[i] = x end
objective { name = 'f', value = sumsq(x), wrt = list }
