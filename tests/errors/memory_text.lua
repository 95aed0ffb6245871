-- mdgen: --limit memory=2000000
local s = ("x"):rep(1e9)
