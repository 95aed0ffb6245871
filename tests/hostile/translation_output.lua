-- a constant of many numbers
-- says: above the limit
-- mdgen: --limit output=10000 --limit memory=64M
local t = {}
for i = 1, 3000 do t[i] = { i + 0.5 } end
local y, x = constant(t), scalar 's'
y = y * x
objective { name = 'f', value = sum(y), wrt = { x } }
