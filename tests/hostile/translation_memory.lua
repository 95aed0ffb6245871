-- many derivatives of a short spec
-- says: too large for its limit of memory
-- mdgen: --limit memory=2M
local x, w = vector('x', dim 'n'), {}
local y = x
for i = 1, 200 do
  w[i] = scalar('v' .. i)
  y = y + sin(w[i] * y)
end
objective { name = 'f', value = sum(y), wrt = w, emit = { 'hessian' } }
