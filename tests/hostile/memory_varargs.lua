-- arguments that double
-- says: seconds of processor time
-- mdgen: --limit seconds=0.3
local function f(...) return f(..., ...) end
local function g(...) return g(1, ...) end
g()
