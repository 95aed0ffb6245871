-- pcall, error, setmetatable, rawget and the rest of the base library.
local function results(...) return select("#", ...), ... end
local count, ok, a, b = results(pcall(function(...) return ... end, 1, nil))
assert(count == 3 and ok == true and a == 1 and b == nil)
ok, a = pcall(error, { code = 3 })
assert(not ok and a.code == 3)
ok, a = pcall(error, "no place", 0)
assert(not ok and a == "no place")
ok, a = pcall(error)
assert(not ok and a == nil)
assert(not pcall(pcall))
local mt = { __index = function(_, name) return name .. "!" end }
local t = setmetatable({}, mt)
assert(getmetatable(t) == mt and t.x == "x!" and rawget(t, "x") == nil and rawlen { 1, 2 } == 2)
assert(getmetatable(setmetatable(t, nil)) == nil)
assert(not pcall(setmetatable, {}, 1) and not pcall(setmetatable, 1, {}))
assert(select(-1, 1, 2, 3) == 3 and select("#") == 0 and type(nil) == "nil" and not pcall(type))
-- a name that is not there is an error where it is read; what is no text has no name
ok, a = pcall(function() return nowhere end)
assert(not ok and a:find "there is nothing named 'nowhere'")
assert(_ENV[1] == nil and _ENV[{}] == nil)
-- and the nearest name is suggested: of a local, of a variable of the function around it, of a global
local height, width_of_all = 1, 2
function area_of_all() return 3 end
for wrong, right in pairs { heigth = "height", width_of_al = "width_of_all", area_of_al = "area_of_all" } do
  ok, a = pcall(function() return _ENV[wrong], height, width_of_all end)
  assert(not ok and a:find("did you mean '" .. right .. "'", 1, true), a)
end
ok, a = pcall(function() return _ENV[("n"):rep(41)] end)
assert(not ok and not a:find "did you mean")

local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sumsq(x), wrt = { x } }
