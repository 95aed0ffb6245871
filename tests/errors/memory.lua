-- mdgen: --limit memory=2000000
local t = {}
for k = 1, 1e9 do t[k] = { k } end
