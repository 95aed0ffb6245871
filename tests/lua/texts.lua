-- mdgen: -D three=3
-- tostring, print, tonumber and string.format: objects have texts without addresses, and a size that
-- -D has fixed is a number.
local n, three = dims "n three"
local x = vector("x", n)
assert(tostring(nil) == "nil" and tostring(true) == "true" and tostring(2) == "2" and tostring(0.5) == "0.5")
assert(tostring("text") == "text")
assert(tostring {} == "table" and tostring(print) == "function")
assert(tostring(n) == "n" and tostring(n * n + 1) == "n*n + 1" and tostring(three) == "3")
assert(tostring(x):find "x" and tostring(setmetatable({}, { __name = "point" })) == "point")
assert(tostring(setmetatable({}, { __name = 7 })) == "table")
assert(tostring(setmetatable({}, { __tostring = function() return "own" end })) == "own")
local ok, why = pcall(tostring, setmetatable({}, { __tostring = function() return {} end }))
assert(not ok and why:find "'__tostring' must return a string")
assert(not pcall(tostring))

assert(tonumber(three) == 3 and math.type(tonumber(three)) == "integer" and tonumber(n) == nil)
assert(tonumber "0x10" == 16 and tonumber("ff", 16) == 255 and tonumber "none" == nil and tonumber {} == nil)
assert(not pcall(tonumber))

assert(("%d of %d"):format(three, 4) == "3 of 4")
assert(("%s %s %s"):format(n, three, {}) == "n 3 table")
assert(("%-5s|%5.1f|%%"):format("a", 0.25) == "a    |  0.2|%")
assert(("%s"):format(nil) == "nil" and ("%s"):format(true) == "true" and ("%q"):format(nil) == "nil")
assert(not pcall(string.format, "%d", n) and not pcall(string.format, "%") and not pcall(string.format))
ok, why = pcall(string.format, "%5p", {})
assert(not ok and why:find "has no %%p here")

-- packed numbers have one order and one size, whatever the machine
assert(string.pack("I2", 258) == "\2\1" and string.pack(">I2", 258) == "\1\2")
assert(string.unpack("I2", "\2\1") == 258 and string.packsize("i4!8d") == 16)
assert(string.pack("!2 i1 i2 s1", 1, 2, "ab") == "\1\0\2\0\2ab")
for _, form in ipairs { "=I2", "l", "i4 L", "T", "s", "!d" } do
  local _, why = pcall(string.pack, form, 1, 1)
  assert(why:find("differs from machine to machine", 1, true))
  assert(not pcall(string.packsize, form) and not pcall(string.unpack, form, ("x"):rep(16)))
end

objective { name = "f", value = sumsq(x) / tonumber(three), wrt = { x } }
