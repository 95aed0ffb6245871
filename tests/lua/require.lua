#!/usr/bin/env mdgen
-- require: once for each file, with what it returned; true without that. Lines keep their numbers.
loaded_nothing_before = 0
assert(require "parts.nothing" == true and require "parts/nothing" == true and loaded_nothing == 1)
assert(require "parts.no" == false and require "parts.no" == false)
local plain = require "parts.plain"
assert(plain.line:find "^parts/plain.lua:2", plain.line)
assert(require "parts.marked".name == "marked" and rawequal(require "parts.marked".again, plain))
local ok, why = pcall(function() error "here" end)
assert(not ok and why:find "^require.lua:9: here", why)
for _, bad in ipairs { 1, {}, true } do assert(not pcall(require, bad)) end
assert(not pcall(require) and not pcall(require, "parts.no", 2) and not pcall(require, "parts.none"))

local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sumsq(x), wrt = { x } }
