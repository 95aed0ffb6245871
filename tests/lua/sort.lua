-- table.sort is a sort whose steps do not depend on addresses or the clock, and sorts as Lua's.
local function sorted(t, less)
  table.sort(t, less)
  return table.concat(t, " ")
end
assert(sorted {} == "")
assert(sorted { 3 } == "3")
assert(sorted { 2, 1 } == "1 2")
assert(sorted { 1, 2, 3, 4, 5, 6, 7 } == "1 2 3 4 5 6 7")
assert(sorted { 5, 3, 9, 1, 7, 1, 5, 0 } == "0 1 1 3 5 5 7 9")
assert(sorted({ 5, 3, 9, 1, 7, 1, 5, 0 }, function(a, b) return a > b end) == "9 7 5 5 3 1 1 0")
assert(sorted { "b", "a", "ab", "" } == " a ab b")
assert(sorted({ 3, 1, 2 }, nil) == "1 2 3")
-- every order of six elements
local function orders(t, k)
  if k == 1 then
    local copy = table.move(t, 1, #t, 1, {})
    assert(sorted(copy) == "1 2 3 3 4 5")
    return
  end
  for i = 1, k do
    t[i], t[k] = t[k], t[i]
    orders(t, k - 1)
    t[i], t[k] = t[k], t[i]
  end
end
orders({ 1, 2, 3, 3, 4, 5 }, 6)
-- by the fields of tables, and by what a metatable says
local rows = { { key = 2 }, { key = 1 }, { key = 3 } }
table.sort(rows, function(a, b) return a.key < b.key end)
assert(rows[1].key == 1 and rows[2].key == 2 and rows[3].key == 3)
local by = { __lt = function(a, b) return a.key < b.key end }
rows = { setmetatable({ key = 2 }, by), setmetatable({ key = 1 }, by) }
table.sort(rows)
assert(rows[1].key == 1)

for _, t in ipairs { { 1, "a" }, { {}, {} }, { true, false } } do
  assert(not pcall(table.sort, t))
end
assert(not pcall(table.sort) and not pcall(table.sort, { 2, 1 }, 1))
local ok, why = pcall(table.sort, setmetatable({}, { __len = function() return 1 << 31 end }))
assert(not ok and why:find "array too big")

local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sumsq(x), wrt = { x } }
