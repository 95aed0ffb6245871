-- pairs and next go through keys in an order that does not depend on hashes: numbers, texts, booleans,
-- then sizes and values in the order in which they were made.
local function keys(t)
  local seen = {}
  for k, v in pairs(t) do
    assert(rawequal(t[k], v))
    seen[#seen + 1] = tostring(k)
  end
  return table.concat(seen, " ")
end
local function keys_by_next(t)
  local seen, k = {}, next(t)
  while k ~= nil do
    seen[#seen + 1] = tostring(k)
    k = next(t, k)
  end
  return table.concat(seen, " ")
end
local z, y = dims "z y"
local x, a = vector("x", z), vector("a", z)
for _, walk in ipairs { keys, keys_by_next } do
  assert(walk {} == "")
  assert(walk { ten = 1, ["te"] = 2, tenth = 3, alpha = 4, [""] = 5 } == " alpha te ten tenth")
  assert(walk { 5, 6, 7, [-1] = 0, [2.5] = 0, [1e300] = 0, [10] = 0 } == "-1 1 2 2.5 3 10 1e+300")
  assert(walk { [true] = 1, [false] = 2, b = 3, a = 4, [3] = 5 } == "3 a b false true")
  assert(walk { [a] = 1, [x] = 2, [y] = 3, [z] = 4, [true] = 5 } ==
    "true z y " .. tostring(x) .. " " .. tostring(a))
end
-- an entry may be removed on the way; those that are gone are passed over
local t, seen = { a = 1, b = 2, c = 3, d = 4 }, ""
for k in pairs(t) do
  seen = seen .. k
  t.a, t.c = nil, nil
end
assert(seen == "abd")
-- an order of its own; and next gives the value beside the key
local own = setmetatable({}, { __pairs = function(s) return function(_, k) return not k and "own" or nil end, s, nil end })
seen = {}
for key in pairs(own) do seen[#seen + 1] = key end
assert(#seen == 1 and seen[1] == "own")
local k, v = next({ only = 7 })
assert(k == "only" and v == 7 and next({ only = 7 }, "only") == nil and next {} == nil)
for _, call in ipairs { next, pairs } do
  assert(not pcall(call) and not pcall(call, 1) and not pcall(call, "text"))
end

local n = dim "n"
local w = vector("w", n)
objective { name = "f", value = sumsq(w), wrt = { w } }
