-- a short spec of a long program
-- says: translation of the spec has used up its processor time
-- mdgen: --limit seconds=0.1 --limit memory=64M
local x = vector('x', dim 'n')
local y = x
for i = 1, 2e4 do y = sin(y) + x end
objective { name = 'f', value = sum(y), wrt = { x }, emit = { 'value', 'grad', 'value_grad', 'hvp' } }
