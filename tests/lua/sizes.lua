-- mdgen: -D four=4
-- Arithmetic and comparison of sizes: sizes stay sizes as long as a result is one, whatever the dims are.
local n, k, four = dims "n k four"
local x = vector("x", n)
assert(tostring(n + 1) == "n + 1" and tostring(2 * n - k) == "2*n - k" and tostring(n - n) == "0")
assert(tostring(-n) == "-n" and tostring(-four) == "-4")
assert(tostring(n ^ 2) == "n*n" and tostring(n ^ 0) == "1" and tostring((n + 1) ^ 2) == "n*n + 2*n + 1")
assert(n + k == k + n and n * k == k * n and n ~= k and n - n == four - 4 and n + 1 ~= n)
assert(n < n + 1 and n <= n and n <= n + k and n + 1 > n and n >= n and n + k >= k)
assert(not (n < n) and not (n + 1 <= n) and not (n + 1 < n) and four < 5 and 3 <= four and not (four < 4))
for _, unknown in ipairs { function() return n < k end, function() return n <= k end,
                           function() return n < 3 end } do
  local ok, why = pcall(unknown)
  assert(not ok and why:find "is not known before the generated function runs", why)
end
-- beyond that they are values: powers that no size has, quotients
for _, v in ipairs { n ^ -1, n ^ 9, n ^ 0.5, n / 2, 1 / n, n ^ k } do
  assert(not pcall(vector, "v", v))
end
assert(not pcall(function() return n % 2 end) and not pcall(function() return n // 2 end))
assert(not pcall(function() return n == x end) and not pcall(function() return n < x end))

objective { name = "f", value = sumsq(x) / n ^ 9 + sum(x) / n ^ 0.5, wrt = { x } }
