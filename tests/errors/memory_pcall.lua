-- mdgen: --limit memory=2000000
local ok = pcall(string.rep, "x", 1e9)
error("went on")
