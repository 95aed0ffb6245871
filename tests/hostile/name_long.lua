-- a name of a million letters
-- says: above the limit
-- mdgen: --limit output=1M --limit memory=64M
local x = scalar(('x'):rep(1e6))
objective { name = ('f'):rep(1e6), value = x, wrt = { x } }
